import { createHash, constants as cryptoConstants, type KeyObject, sign } from 'node:crypto';
import { explicit, integer, nothing, objectIdentifier, sequence } from '../x509/asn1/write-der.ts';

export type SignatureHash = 'sha256' | 'sha384' | 'sha512' | 'sha1' | 'md5';

/** How a key signs: AlgorithmIdentifier (RFC 3279, 4055, 5758, 8410) and the signing itself. */
export function signatureOf(
  key: KeyObject,
  hash: SignatureHash,
  padding: 'pkcs1' | 'pss',
): { readonly algorithm: Uint8Array; readonly signWith: (data: Uint8Array) => Uint8Array } {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return { algorithm: sequence(objectIdentifier('1.3.101.112')), signWith: (data) => sign(null, data, key) };
    case 'ed448':
      return { algorithm: sequence(objectIdentifier('1.3.101.113')), signWith: (data) => sign(null, data, key) };
    case 'ec': {
      const oid = ecdsaOids[hash];
      if (oid === undefined) throw new RangeError(`ECDSA with ${hash} has no identifier`);
      return { algorithm: sequence(objectIdentifier(oid)), signWith: (data) => sign(hash, data, key) };
    }
    case 'rsa':
      if (padding === 'pkcs1') {
        return { algorithm: sequence(objectIdentifier(rsaOids[hash]), nothing()), signWith: (data) => sign(hash, data, key) };
      }
      return {
        algorithm: sequence(objectIdentifier('1.2.840.113549.1.1.10'), pssParameters(hash)),
        signWith: (data) =>
          sign(hash, data, {
            key,
            padding: cryptoConstants.RSA_PKCS1_PSS_PADDING,
            saltLength: cryptoConstants.RSA_PSS_SALTLEN_DIGEST,
          }),
      };
    default:
      throw new RangeError(`the lab does not sign with ${key.asymmetricKeyType} keys`);
  }
}

/** RSASSA-PSS-params (RFC 4055 §3.1): hash, MGF1 with that hash, and a salt of its length. */
function pssParameters(hash: SignatureHash): Uint8Array {
  const hashAlgorithm = sequence(objectIdentifier(hashOids[hash]), nothing());
  return sequence(
    explicit(0, hashAlgorithm),
    explicit(1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), hashAlgorithm)),
    explicit(2, integer(BigInt(createHash(hash).digest().length))),
  );
}

const rsaOids: Readonly<Record<SignatureHash, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};

const ecdsaOids: Readonly<Partial<Record<SignatureHash, string>>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

const hashOids: Readonly<Record<SignatureHash, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
