import { createHash, type KeyObject } from 'node:crypto';
import { bitStringOctets, onlyElement, sequence } from '../x509/asn1/read-der.ts';

/** SHA-1 of the bits of the key, without tag and algorithm. */
export function keyIdentifier(publicKey: KeyObject): Uint8Array {
  const [, key] = sequence(onlyElement(publicKey.export({ type: 'spki', format: 'der' }), 'public key'), 'public key');
  return createHash('sha1').update(bitStringOctets(key, 'public key')).digest();
}
