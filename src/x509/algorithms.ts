/** Digests that a certificate's signature can use, as node:crypto calls them. */
export type Digest =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha512-224'
  | 'sha512-256'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512';

/** How a signature is made, apart from parameters. */
export type SignatureKind =
  | { readonly scheme: 'rsa' | 'ecdsa' | 'dsa'; readonly digest: Digest }
  | { readonly scheme: 'rsa-pss' | 'ed25519' | 'ed448' };

/** Signature algorithms by object identifier: the name is OpenSSL's. */
export const signatureAlgorithms: Readonly<Record<string, { readonly name: string; readonly kind: SignatureKind }>> = {
  '1.2.840.113549.1.1.4': { name: 'md5WithRSAEncryption', kind: { scheme: 'rsa', digest: 'md5' } },
  '1.2.840.113549.1.1.5': { name: 'sha1WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha1' } },
  '1.3.14.3.2.29': { name: 'sha1WithRSA', kind: { scheme: 'rsa', digest: 'sha1' } },
  '1.2.840.113549.1.1.14': { name: 'sha224WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha224' } },
  '1.2.840.113549.1.1.11': { name: 'sha256WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha256' } },
  '1.2.840.113549.1.1.12': { name: 'sha384WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha384' } },
  '1.2.840.113549.1.1.13': { name: 'sha512WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha512' } },
  '1.2.840.113549.1.1.15': { name: 'sha512-224WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha512-224' } },
  '1.2.840.113549.1.1.16': { name: 'sha512-256WithRSAEncryption', kind: { scheme: 'rsa', digest: 'sha512-256' } },
  '1.2.840.113549.1.1.10': { name: 'rsassaPss', kind: { scheme: 'rsa-pss' } },
  '1.2.840.10045.4.1': { name: 'ecdsa-with-SHA1', kind: { scheme: 'ecdsa', digest: 'sha1' } },
  '1.2.840.10045.4.3.1': { name: 'ecdsa-with-SHA224', kind: { scheme: 'ecdsa', digest: 'sha224' } },
  '1.2.840.10045.4.3.2': { name: 'ecdsa-with-SHA256', kind: { scheme: 'ecdsa', digest: 'sha256' } },
  '1.2.840.10045.4.3.3': { name: 'ecdsa-with-SHA384', kind: { scheme: 'ecdsa', digest: 'sha384' } },
  '1.2.840.10045.4.3.4': { name: 'ecdsa-with-SHA512', kind: { scheme: 'ecdsa', digest: 'sha512' } },
  '2.16.840.1.101.3.4.3.9': { name: 'ecdsa_with_SHA3-224', kind: { scheme: 'ecdsa', digest: 'sha3-224' } },
  '2.16.840.1.101.3.4.3.10': { name: 'ecdsa_with_SHA3-256', kind: { scheme: 'ecdsa', digest: 'sha3-256' } },
  '2.16.840.1.101.3.4.3.11': { name: 'ecdsa_with_SHA3-384', kind: { scheme: 'ecdsa', digest: 'sha3-384' } },
  '2.16.840.1.101.3.4.3.12': { name: 'ecdsa_with_SHA3-512', kind: { scheme: 'ecdsa', digest: 'sha3-512' } },
  '2.16.840.1.101.3.4.3.13': { name: 'RSA-SHA3-224', kind: { scheme: 'rsa', digest: 'sha3-224' } },
  '2.16.840.1.101.3.4.3.14': { name: 'RSA-SHA3-256', kind: { scheme: 'rsa', digest: 'sha3-256' } },
  '2.16.840.1.101.3.4.3.15': { name: 'RSA-SHA3-384', kind: { scheme: 'rsa', digest: 'sha3-384' } },
  '2.16.840.1.101.3.4.3.16': { name: 'RSA-SHA3-512', kind: { scheme: 'rsa', digest: 'sha3-512' } },
  '1.2.840.10040.4.3': { name: 'dsaWithSHA1', kind: { scheme: 'dsa', digest: 'sha1' } },
  '2.16.840.1.101.3.4.3.1': { name: 'dsa_with_SHA224', kind: { scheme: 'dsa', digest: 'sha224' } },
  '2.16.840.1.101.3.4.3.2': { name: 'dsa_with_SHA256', kind: { scheme: 'dsa', digest: 'sha256' } },
  '1.3.101.112': { name: 'ED25519', kind: { scheme: 'ed25519' } },
  '1.3.101.113': { name: 'ED448', kind: { scheme: 'ed448' } },
};

/** Digests by object identifier, where they are named on their own: parameters of RSA-PSS, CertID of OCSP. */
export const digestAlgorithms: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.5': 'sha512-224',
  '2.16.840.1.101.3.4.2.6': 'sha512-256',
  '2.16.840.1.101.3.4.2.7': 'sha3-224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

/** Key algorithms by object identifier. `bits` is the field's size where the algorithm fixes it. */
export const keyAlgorithms: Readonly<Record<string, { readonly name: string; readonly bits: number | null }>> = {
  '1.2.840.113549.1.1.1': { name: 'RSA', bits: null },
  // X.509's own, before PKCS#1.
  '2.5.8.1.1': { name: 'RSA', bits: null },
  '1.2.840.113549.1.1.10': { name: 'RSA-PSS', bits: null },
  '1.2.840.10045.2.1': { name: 'EC', bits: null },
  '1.2.840.10040.4.1': { name: 'DSA', bits: null },
  '1.3.101.110': { name: 'X25519', bits: 255 },
  '1.3.101.111': { name: 'X448', bits: 448 },
  '1.3.101.112': { name: 'Ed25519', bits: 255 },
  '1.3.101.113': { name: 'Ed448', bits: 448 },
};

/** Named curves by object identifier. */
export const curves: Readonly<Record<string, { readonly name: string; readonly bits: number }>> = {
  // Too short for anybody; named so that they are known for it.
  '1.3.132.0.6': { name: 'secp112r1', bits: 112 },
  '1.3.132.0.7': { name: 'secp112r2', bits: 110 },
  '1.3.132.0.28': { name: 'secp128r1', bits: 128 },
  '1.3.132.0.29': { name: 'secp128r2', bits: 126 },
  '1.3.132.0.4': { name: 'sect113r1', bits: 113 },
  '1.3.132.0.5': { name: 'sect113r2', bits: 113 },
  '1.3.132.0.22': { name: 'sect131r1', bits: 131 },
  '1.3.132.0.23': { name: 'sect131r2', bits: 131 },
  '1.3.132.0.8': { name: 'secp160r1', bits: 160 },
  '1.3.132.0.9': { name: 'secp160k1', bits: 160 },
  '1.3.132.0.30': { name: 'secp160r2', bits: 160 },
  '1.3.132.0.31': { name: 'secp192k1', bits: 192 },
  '1.3.132.0.32': { name: 'secp224k1', bits: 224 },
  '1.2.840.10045.3.1.1': { name: 'P-192', bits: 192 },
  '1.2.840.10045.3.1.2': { name: 'prime192v2', bits: 192 },
  '1.2.840.10045.3.1.3': { name: 'prime192v3', bits: 192 },
  '1.3.132.0.33': { name: 'P-224', bits: 224 },
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256 },
  '1.3.132.0.34': { name: 'P-384', bits: 384 },
  '1.3.132.0.35': { name: 'P-521', bits: 521 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.1': { name: 'brainpoolP160r1', bits: 160 },
  '1.3.36.3.3.2.8.1.1.2': { name: 'brainpoolP160t1', bits: 160 },
  '1.3.36.3.3.2.8.1.1.3': { name: 'brainpoolP192r1', bits: 192 },
  '1.3.36.3.3.2.8.1.1.4': { name: 'brainpoolP192t1', bits: 192 },
  '1.3.36.3.3.2.8.1.1.5': { name: 'brainpoolP224r1', bits: 224 },
  '1.3.36.3.3.2.8.1.1.6': { name: 'brainpoolP224t1', bits: 224 },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.8': { name: 'brainpoolP256t1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.9': { name: 'brainpoolP320r1', bits: 320 },
  '1.3.36.3.3.2.8.1.1.10': { name: 'brainpoolP320t1', bits: 320 },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.12': { name: 'brainpoolP384t1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
  '1.3.36.3.3.2.8.1.1.14': { name: 'brainpoolP512t1', bits: 512 },
};
