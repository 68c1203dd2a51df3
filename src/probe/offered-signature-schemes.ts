import { defaultSignatureSchemes } from '../tls/handshake/client-options.ts';
import { SignatureScheme } from '../tls/wire/signature-schemes.ts';

/** The client's defaults and SHA-1, last: a server that can sign with nothing else shall be seen, not lost. */
export const offeredSignatureSchemes: readonly number[] = [
  ...defaultSignatureSchemes,
  SignatureScheme.ecdsa_sha1,
  SignatureScheme.rsa_pkcs1_sha1,
];
