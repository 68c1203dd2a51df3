import type { Codec } from '../bytes/codec.ts';

/** Proof of the private key: a signature over the handshake so far. */
export type CertificateVerify = {
  readonly scheme: number;
  readonly signature: Uint8Array;
};

/**
 * TLS 1.2 and 1.3 (RFC 5246 §7.4.8, RFC 8446 §4.4.3), without the handshake header:
 *
 *     SignatureScheme algorithm;
 *     opaque signature<0..2^16-1>;
 */
export const certificateVerify: Codec<CertificateVerify> = {
  name: 'CertificateVerify',
  read: (from) => ({
    scheme: from.uint(2, 'algorithm'),
    signature: from.opaque(2, 'signature'),
  }),
  write: (to, { scheme, signature }) => {
    to.uint(2, scheme);
    to.opaque(2, signature);
  },
};

export type CertificateVerify10 = {
  readonly signature: Uint8Array;
};

/** SSL 3.0 to TLS 1.1 (RFC 4346 §7.4.8): the signature alone; its algorithm follows from the certificate. */
export const certificateVerify10: Codec<CertificateVerify10> = {
  name: 'CertificateVerify',
  read: (from) => ({ signature: from.opaque(2, 'signature') }),
  write: (to, { signature }) => {
    to.opaque(2, signature);
  },
};
