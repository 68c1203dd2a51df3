import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** What keys the lab makes. RSA is named by the bits of its modulus. */
export type KeyKind = `RSA-${number}` | 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'Ed25519' | 'Ed448';

export type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** A new key. RSA takes long: a tenth of a second for 2048 bits, seconds for 4096. */
export function generateKeyPair(kind: KeyKind): KeyPair {
  switch (kind) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
    case 'secp256k1':
      return generateKeyPairSync('ec', { namedCurve: kind });
    case 'Ed25519':
      return generateKeyPairSync('ed25519');
    case 'Ed448':
      return generateKeyPairSync('ed448');
    default:
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('RSA-'.length)) });
  }
}

/** As `generateKeyPair`, but RSA keys are made once for a size and process, since most tests care for the size alone. */
export function keyPairOf(kind: KeyKind): KeyPair {
  if (!kind.startsWith('RSA-')) return generateKeyPair(kind);
  const known = rsaKeys.get(kind);
  if (known !== undefined) return known;
  const fresh = generateKeyPair(kind);
  rsaKeys.set(kind, fresh);
  return fresh;
}

const rsaKeys = new Map<KeyKind, KeyPair>();
