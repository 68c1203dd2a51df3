import type { KeyObject } from 'node:crypto';
import { bitString, concat, explicit, integer, objectIdentifier, octetString, sequence } from '../x509/asn1/write-der.ts';
import { generateKeyPair } from './key-pair.ts';
import { type Identity, toPem } from './pki.ts';

/**
 * The identity with a private key that is not its own, as a node has it after half a renewal. Node refuses such a pair when it compares the public
 * keys; so the key file says that it belongs to the certificate (the optional `publicKey` of ECPrivateKey, RFC 5915), and signs with another
 * scalar. Every client sees a signature that does not verify.
 *
 * @param identity one with a P-256 key
 */
export function withMismatchedKey(identity: Identity): Identity {
  const scalar = coordinate(generateKeyPair('P-256').privateKey, 'd');
  const point = concat([Uint8Array.of(4), coordinate(identity.publicKey, 'x'), coordinate(identity.publicKey, 'y')]);
  const ecPrivateKey = sequence(integer(1n), octetString(scalar), explicit(1, bitString(point)));
  const algorithm = sequence(objectIdentifier('1.2.840.10045.2.1'), objectIdentifier('1.2.840.10045.3.1.7'));
  return { ...identity, privateKeyPem: toPem('PRIVATE KEY', sequence(integer(0n), algorithm, octetString(ecPrivateKey))) };
}

function coordinate(key: KeyObject, name: 'd' | 'x' | 'y'): Uint8Array {
  const value = key.export({ format: 'jwk' })[name];
  if (value === undefined) throw new RangeError(`a P-256 key has ${name}`);
  return Buffer.from(value, 'base64url');
}
