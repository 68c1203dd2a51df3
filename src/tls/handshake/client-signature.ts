import type { KeyObject } from 'node:crypto';
import { schemeFits } from '../crypto/signatures.ts';
import { SignatureScheme } from '../wire/signature-schemes.ts';
import type { TlsVersion } from '../wire/versions.ts';
import { type CompleteClientOptions, defaultSignatureSchemes } from './client-options.ts';
import { refuse } from './refusal.ts';

/**
 * What to sign CertificateVerify with: the first scheme that the request names and the key can. The hello's own list comes first, as the
 * caller ordered it, but is no limit: it says what the server may sign with. Throws Refusal where there is none.
 */
export function clientScheme(options: CompleteClientOptions, key: KeyObject, accepted: readonly number[], version: TlsVersion): number {
  const candidates = [...options.signatureSchemes, ...defaultSignatureSchemes, SignatureScheme.ecdsa_sha1, SignatureScheme.rsa_pkcs1_sha1];
  const scheme = candidates.find((code) => accepted.includes(code) && schemeFits(code, key, version));
  return scheme ?? refuse('handshake_failure', 'no-common-signature-scheme');
}

/** Whether a request up to TLS 1.2 wants a certificate with such a key (RFC 5246 §7.4.4; Ed25519 and Ed448 count as ECDSA, RFC 8422 §5.5). */
export function certificateTypeFits(key: KeyObject, certificateTypes: readonly number[]): boolean {
  const isRsa = key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss';
  return certificateTypes.includes(isRsa ? rsaSign : ecdsaSign);
}

const rsaSign = 1;
const ecdsaSign = 64;
