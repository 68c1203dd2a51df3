import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

// Node's own `createDiffieHellman` tests p for primality first, which for an unusual p of 2048 bits takes 170 ms; keys made from DER do not wait for that.

/** A Diffie-Hellman public value as a key: SubjectPublicKeyInfo with PKCS #3 parameters (RFC 3279 §2.3.3). Numbers are unsigned, big-endian. Throws where OpenSSL does. */
export function dhPublicKey(p: Uint8Array, g: Uint8Array, value: Uint8Array): KeyObject {
  const key = der(0x30, dhAlgorithm(p, g), der(0x03, Uint8Array.of(0), integer(value)));
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** A private exponent as a key (RFC 5958). Throws where OpenSSL does. */
export function dhPrivateKey(p: Uint8Array, g: Uint8Array, exponent: Uint8Array): KeyObject {
  const key = der(0x30, integer(Uint8Array.of(0)), dhAlgorithm(p, g), der(0x04, integer(exponent)));
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** AlgorithmIdentifier dhKeyAgreement, 1.2.840.113549.1.3.1. */
function dhAlgorithm(p: Uint8Array, g: Uint8Array): Buffer {
  const identifier = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x03, 0x01);
  return der(0x30, identifier, der(0x30, integer(p), integer(g)));
}

function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return der(0x02, sign, digits);
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(header), ...parts]);
}
