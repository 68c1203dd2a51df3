import { defaultSignatureSchemes } from '../tls/handshake/client-options.ts';
import { SignatureScheme } from '../tls/wire/signature-schemes.ts';

/** The client's defaults; then SHA-1, and ML-DSA, which is not verified here: a server that can sign with nothing else shall be seen, not lost. */
export const offeredSignatureSchemes: readonly number[] = [
  ...defaultSignatureSchemes,
  SignatureScheme.ecdsa_sha1,
  SignatureScheme.rsa_pkcs1_sha1,
  SignatureScheme.mldsa44,
  SignatureScheme.mldsa65,
  SignatureScheme.mldsa87,
];
