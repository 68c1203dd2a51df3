import { constants, createECDH, createPrivateKey, createPublicKey, diffieHellman, type KeyObject, publicEncrypt } from 'node:crypto';
import { NamedGroup } from '../wire/named-groups.ts';
import { dhPrivateKey, dhPublicKey } from './dh-key.ts';
import { randomOctets } from './random-octets.ts';

/** One ephemeral key pair. It may serve many connections: nothing in it changes. */
export type KeyExchange = {
  /** The NamedGroup. */
  readonly group: number;
  /** As it stands in a key share or in ECPoint: a raw x coordinate, or an uncompressed point. */
  readonly publicKey: Uint8Array;
  /** The shared secret; null where the peer's bytes are no valid public key of the group, or the result is the one that RFC 7748 §6 tells to refuse. */
  readonly derive: (peer: Uint8Array) => Uint8Array | null;
};

/** Both as they go on the wire; the leading zeros of the secret are stripped (RFC 5246 §8.1.2). */
export type FiniteFieldSecret = { readonly publicKey: Uint8Array; readonly sharedSecret: Uint8Array };

type RandomSource = (length: number) => Uint8Array;

/** A new key pair for x25519, x448, secp256r1, secp384r1 or secp521r1; undefined for other groups. The private key is what `random` gives. */
export function ecdhe(group: number, random: RandomSource = randomOctets): KeyExchange | undefined {
  switch (group) {
    case NamedGroup.x25519:
      return montgomery(group, x25519, random(x25519.length));
    case NamedGroup.x448:
      return montgomery(group, x448, random(x448.length));
    case NamedGroup.secp256r1:
      return weierstrass(group, 'prime256v1', 32, 0xff, random);
    case NamedGroup.secp384r1:
      return weierstrass(group, 'secp384r1', 48, 0xff, random);
    case NamedGroup.secp521r1:
      return weierstrass(group, 'secp521r1', 66, 0x01, random);
    default:
      return undefined;
  }
}

/**
 * Diffie-Hellman in a group that the server made up (RFC 5246 §7.4.3). Null where that is no group to compute in: p even, under 512 or over
 * 8192 bits, g or the peer's value outside 2 to p-2. That p is prime is not checked: it would cost more than a connection.
 */
export function dhe(p: Uint8Array, g: Uint8Array, peer: Uint8Array, random: RandomSource = randomOctets): FiniteFieldSecret | null {
  const prime = number(p);
  const bits = prime.toString(2).length;
  if (bits < 512 || bits > 8192 || prime % 2n === 0n) return null;
  for (const value of [number(g), number(peer)]) {
    if (value < 2n || value > prime - 2n) return null;
  }
  try {
    // 400 bits is the longest exponent that RFC 7919 §5.2 asks for.
    const privateKey = dhPrivateKey(p, g, random(50));
    // What is shared with a peer whose value is g is our own public value.
    return {
      publicKey: withoutLeadingZeros(diffieHellman({ privateKey, publicKey: dhPublicKey(p, g, g) })),
      sharedSecret: withoutLeadingZeros(diffieHellman({ privateKey, publicKey: dhPublicKey(p, g, peer) })),
    };
  } catch {
    return null; // OpenSSL has more reasons, and not the same in every release: in 3.0 the peer's value must be of the subgroup that g generates, in the groups that it knows.
  }
}

/** EncryptedPreMasterSecret (RFC 5246 §7.4.7.1), without its length; null where the key is not RSA or too small for it. */
export function rsaEncryptPremaster(key: KeyObject, premaster: Uint8Array): Uint8Array | null {
  if (key.asymmetricKeyType !== 'rsa') return null;
  try {
    return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, premaster);
  } catch {
    return null;
  }
}

/** The curves of RFC 7748. */
type Montgomery = {
  readonly name: 'X25519' | 'X448';
  /** Of keys, in bytes. */
  readonly length: number;
  /** PKCS#8 (RFC 8410 §7) up to the private key's bytes. */
  readonly pkcs8: string;
  /** The u coordinate of the base point; the other bytes are zero. */
  readonly base: number;
};

const x25519: Montgomery = { name: 'X25519', length: 32, pkcs8: '302e020100300506032b656e04220420', base: 9 };
const x448: Montgomery = { name: 'X448', length: 56, pkcs8: '3046020100300506032b656f043a0438', base: 5 };

function montgomery(group: number, curve: Montgomery, scalar: Uint8Array): KeyExchange {
  const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from(curve.pkcs8, 'hex'), scalar]), format: 'der', type: 'pkcs8' });
  const base = new Uint8Array(curve.length);
  base[0] = curve.base;
  return {
    group,
    // Multiplying the base point costs a third of exporting the public key.
    publicKey: diffieHellman({ privateKey, publicKey: montgomeryKey(curve, base) }),
    derive: (peer) => {
      if (peer.length !== curve.length) return null;
      try {
        const secret = diffieHellman({ privateKey, publicKey: montgomeryKey(curve, peer) });
        return secret.every((byte) => byte === 0) ? null : secret;
      } catch {
        return null; // OpenSSL refuses the all-zero result itself.
      }
    },
  };
}

/** A JWK is imported five times faster than SubjectPublicKeyInfo. */
function montgomeryKey(curve: Montgomery, u: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: curve.name, x: Buffer.from(u).toString('base64url') }, format: 'jwk' });
}

/** `topMask` cuts the first byte to the size of the curve's order. */
function weierstrass(group: number, curve: string, length: number, topMask: number, random: RandomSource): KeyExchange {
  const pair = createECDH(curve);
  setPrivateKey();
  return {
    group,
    publicKey: pair.getPublicKey(),
    derive: (peer) => {
      // Compressed and hybrid points are not for TLS (RFC 8422 §5.1.2, RFC 8446 §4.2.8.2).
      if (peer.length !== 1 + 2 * length || peer[0] !== 4) return null;
      try {
        return pair.computeSecret(peer);
      } catch {
        return null; // Not on the curve.
      }
    },
  };

  function setPrivateKey(attempts = 4): void {
    const scalar = Uint8Array.from(random(length), (byte, i) => (i === 0 ? byte & topMask : byte));
    try {
      pair.setPrivateKey(scalar);
    } catch (error) {
      // One in 2^32 is not below the order of P-256. More than a few such are no randomness.
      if (attempts === 1) throw error;
      setPrivateKey(attempts - 1);
    }
  }
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.subarray(bytes.length) : bytes.subarray(first);
}
