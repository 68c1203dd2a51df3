import { constants, type KeyObject, sign as signData, verify as verifyData } from 'node:crypto';
import { SignatureScheme } from '../wire/signature-schemes.ts';
import type { TlsVersion } from '../wire/versions.ts';

/** What is to be checked. `scheme` is null up to TLS 1.1, where the key's type decides. */
export type SignatureCheck = {
  readonly scheme: number | null;
  readonly version: TlsVersion;
  readonly key: KeyObject;
  /** What was signed, not hashed. */
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
};

/** False for a wrong signature, and for a scheme that does not fit key or version. Any bytes get an answer. */
export function verifySignature({ scheme, version, key, data, signature }: SignatureCheck): boolean {
  const how = algorithm(scheme, version, key);
  if (!how) return false;
  try {
    return verifyData(how.digest, data, { key, ...how.options }, signature);
  } catch {
    return false; // OpenSSL refuses some keys and lengths by an error.
  }
}

/** Throws RangeError where scheme, version and key do not go together. */
export function sign(scheme: number | null, version: TlsVersion, key: KeyObject, data: Uint8Array): Uint8Array {
  const how = algorithm(scheme, version, key);
  if (!how) throw new RangeError(`a key of type ${key.asymmetricKeyType} cannot sign with scheme ${scheme} in ${version}`);
  return signData(how.digest, data, { key, ...how.options });
}

/**
 * Whether a key may sign with a scheme. TLS 1.3 (RFC 8446 §4.2.3) binds ECDSA schemes to their curve and knows neither PKCS #1 v1.5, SHA-1
 * nor SHA-224; TLS 1.2 takes an ECDSA scheme for its hash only. Earlier versions have no schemes: false. Unknown schemes, MD5 and DSA: false.
 */
export function schemeFits(scheme: number, key: KeyObject, version: TlsVersion): boolean {
  const known = schemes.get(scheme);
  if (!known || (version !== 'TLSv1.3' && version !== 'TLSv1.2')) return false;
  const details = key.asymmetricKeyDetails ?? {};
  const is13 = version === 'TLSv1.3';
  switch (known.kind) {
    case 'rsa-pkcs1':
      return !is13 && key.asymmetricKeyType === 'rsa';
    case 'rsa-pss-rsae':
      return key.asymmetricKeyType === 'rsa' && pssFits(known.digest, details.modulusLength);
    case 'rsa-pss-pss':
      return (
        key.asymmetricKeyType === 'rsa-pss' &&
        // A key may be bound to one hash, and to a shortest salt (RFC 4055 §3.1).
        (details.hashAlgorithm === undefined || details.hashAlgorithm === known.digest) &&
        (details.mgf1HashAlgorithm === undefined || details.mgf1HashAlgorithm === known.digest) &&
        (details.saltLength === undefined || details.saltLength <= digestLength[known.digest]) &&
        pssFits(known.digest, details.modulusLength)
      );
    case 'ecdsa':
      if (key.asymmetricKeyType !== 'ec') return false;
      return is13 ? details.namedCurve === known.curve : !known.only13;
    case 'eddsa':
      return key.asymmetricKeyType === known.key;
  }
}

/** What CertificateVerify signs in TLS 1.3 (RFC 8446 §4.4.3). */
export function certificateVerifyContent(side: 'client' | 'server', transcriptHash: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${' '.repeat(64)}TLS 1.3, ${side} CertificateVerify\0`, 'latin1'), transcriptHash]);
}

type Digest = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

type Scheme =
  | { readonly kind: 'rsa-pkcs1' | 'rsa-pss-rsae' | 'rsa-pss-pss'; readonly digest: Digest }
  /** `curve` is what TLS 1.3 binds the scheme to, by OpenSSL's name; null where TLS 1.3 does not have the scheme. */
  | { readonly kind: 'ecdsa'; readonly digest: Digest; readonly curve: string | null; readonly only13: boolean }
  | { readonly kind: 'eddsa'; readonly key: 'ed25519' | 'ed448' };

const digestLength: Readonly<Record<Digest, number>> = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 };

const ecdsa = (digest: Digest, curve: string | null, only13 = false): Scheme => ({ kind: 'ecdsa', digest, curve, only13 });

const schemes: ReadonlyMap<number, Scheme> = new Map<number, Scheme>([
  [SignatureScheme.rsa_pkcs1_sha1, { kind: 'rsa-pkcs1', digest: 'sha1' }],
  [SignatureScheme.rsa_pkcs1_sha224, { kind: 'rsa-pkcs1', digest: 'sha224' }],
  [SignatureScheme.rsa_pkcs1_sha256, { kind: 'rsa-pkcs1', digest: 'sha256' }],
  [SignatureScheme.rsa_pkcs1_sha384, { kind: 'rsa-pkcs1', digest: 'sha384' }],
  [SignatureScheme.rsa_pkcs1_sha512, { kind: 'rsa-pkcs1', digest: 'sha512' }],
  [SignatureScheme.rsa_pss_rsae_sha256, { kind: 'rsa-pss-rsae', digest: 'sha256' }],
  [SignatureScheme.rsa_pss_rsae_sha384, { kind: 'rsa-pss-rsae', digest: 'sha384' }],
  [SignatureScheme.rsa_pss_rsae_sha512, { kind: 'rsa-pss-rsae', digest: 'sha512' }],
  [SignatureScheme.rsa_pss_pss_sha256, { kind: 'rsa-pss-pss', digest: 'sha256' }],
  [SignatureScheme.rsa_pss_pss_sha384, { kind: 'rsa-pss-pss', digest: 'sha384' }],
  [SignatureScheme.rsa_pss_pss_sha512, { kind: 'rsa-pss-pss', digest: 'sha512' }],
  [SignatureScheme.ecdsa_sha1, ecdsa('sha1', null)],
  [SignatureScheme.ecdsa_sha224, ecdsa('sha224', null)],
  [SignatureScheme.ecdsa_secp256r1_sha256, ecdsa('sha256', 'prime256v1')],
  [SignatureScheme.ecdsa_secp384r1_sha384, ecdsa('sha384', 'secp384r1')],
  [SignatureScheme.ecdsa_secp521r1_sha512, ecdsa('sha512', 'secp521r1')],
  // RFC 8734 §2: TLS 1.2 uses these curves with the schemes above.
  [SignatureScheme.ecdsa_brainpoolP256r1tls13_sha256, ecdsa('sha256', 'brainpoolP256r1', true)],
  [SignatureScheme.ecdsa_brainpoolP384r1tls13_sha384, ecdsa('sha384', 'brainpoolP384r1', true)],
  [SignatureScheme.ecdsa_brainpoolP512r1tls13_sha512, ecdsa('sha512', 'brainpoolP512r1', true)],
  [SignatureScheme.ed25519, { kind: 'eddsa', key: 'ed25519' }],
  [SignatureScheme.ed448, { kind: 'eddsa', key: 'ed448' }],
]);

/** How node:crypto is told to do it. */
type Algorithm = { readonly digest: string | null; readonly options: { readonly padding?: number; readonly saltLength?: number } };

const pkcs1 = { padding: constants.RSA_PKCS1_PADDING };

function algorithm(scheme: number | null, version: TlsVersion, key: KeyObject): Algorithm | null {
  if (scheme === null) return version === 'TLSv1' || version === 'TLSv1.1' ? byKey(key) : null;
  const known = schemes.get(scheme);
  if (!known || !schemeFits(scheme, key, version)) return null;
  switch (known.kind) {
    case 'rsa-pkcs1':
      return { digest: known.digest, options: pkcs1 };
    case 'rsa-pss-rsae':
    case 'rsa-pss-pss':
      return { digest: known.digest, options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } };
    case 'ecdsa':
      return { digest: known.digest, options: {} };
    case 'eddsa':
      return { digest: null, options: {} };
  }
}

/** RFC 4346 §7.4.3: MD5 and SHA-1 together without a DigestInfo for RSA; RFC 4492 §5.4: SHA-1 for ECDSA. */
function byKey(key: KeyObject): Algorithm | null {
  if (key.asymmetricKeyType === 'rsa') return { digest: 'md5-sha1', options: pkcs1 };
  if (key.asymmetricKeyType === 'ec') return { digest: 'sha1', options: {} };
  return null;
}

/** EMSA-PSS needs room for hash, salt and two bytes (RFC 8017 §9.1.1): a key of 1024 bits has none for SHA-512. */
function pssFits(digest: Digest, modulusLength: number | undefined): boolean {
  return modulusLength === undefined || Math.ceil((modulusLength - 1) / 8) >= 2 * digestLength[digest] + 2;
}
