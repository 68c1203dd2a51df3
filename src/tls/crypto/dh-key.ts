import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { bitString, integer, objectIdentifier, octetString, sequence, unsigned } from '../../x509/asn1/write-der.ts';

// Node's own `createDiffieHellman` tests p for primality first, which for an unusual p of 2048 bits takes 170 ms; keys made from DER do not wait for that.

/** A Diffie-Hellman public value as a key: SubjectPublicKeyInfo with PKCS #3 parameters (RFC 3279 §2.3.3). Numbers are unsigned, big-endian. Throws where OpenSSL does. */
export function dhPublicKey(p: Uint8Array, g: Uint8Array, value: Uint8Array): KeyObject {
  const key = Buffer.from(sequence(dhAlgorithm(p, g), bitString(unsigned(value))));
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** A private exponent as a key (RFC 5958). Throws where OpenSSL does. */
export function dhPrivateKey(p: Uint8Array, g: Uint8Array, exponent: Uint8Array): KeyObject {
  const key = Buffer.from(sequence(integer(0n), dhAlgorithm(p, g), octetString(unsigned(exponent))));
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** AlgorithmIdentifier dhKeyAgreement. */
function dhAlgorithm(p: Uint8Array, g: Uint8Array): Uint8Array {
  return sequence(objectIdentifier('1.2.840.113549.1.3.1'), sequence(unsigned(p), unsigned(g)));
}
