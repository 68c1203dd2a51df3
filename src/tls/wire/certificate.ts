import type { Codec } from '../bytes/codec.ts';
import { type Extension, extension } from './extension.ts';

/** A chain as sent; empty where a client has no certificate. */
export type Certificate12 = {
  /** DER, leaf first. */
  readonly certificates: readonly Uint8Array[];
};

/**
 * SSL 3.0 to TLS 1.2 (RFC 5246 §7.4.2), without the handshake header:
 *
 *     ASN.1Cert certificate_list<0..2^24-1>;     // opaque ASN.1Cert<1..2^24-1>
 */
export const certificate12: Codec<Certificate12> = {
  name: 'Certificate',
  read: (from) => ({ certificates: from.list(3, 'certificate_list', (item) => item.opaque(3, 'ASN.1Cert')) }),
  write: (to, { certificates }) => {
    to.list(3, certificates, (item, certificate) => item.opaque(3, certificate));
  },
};

export type CertificateEntry = {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Of this certificate: a stapled OCSP response, signed certificate timestamps. */
  readonly extensions: readonly Extension[];
};

/** A chain as sent; empty where a client has no certificate. */
export type Certificate13 = {
  /** Empty in the server's Certificate; in the client's, that of the request it answers. */
  readonly context: Uint8Array;
  /** Leaf first. */
  readonly entries: readonly CertificateEntry[];
};

const certificateEntry: Codec<CertificateEntry> = {
  name: 'CertificateEntry',
  read: (from) => ({
    certificate: from.opaque(3, 'cert_data'),
    extensions: from.list(2, 'extensions', extension.read),
  }),
  write: (to, { certificate, extensions }) => {
    to.opaque(3, certificate);
    to.list(2, extensions, extension.write);
  },
};

/**
 * TLS 1.3 (RFC 8446 §4.4.2), without the handshake header:
 *
 *     opaque certificate_request_context<0..2^8-1>;
 *     CertificateEntry certificate_list<0..2^24-1>;
 *
 * and an entry:
 *
 *     opaque cert_data<1..2^24-1>;
 *     Extension extensions<0..2^16-1>;
 */
export const certificate13: Codec<Certificate13> = {
  name: 'Certificate',
  read: (from) => ({
    context: from.opaque(1, 'certificate_request_context'),
    entries: from.list(3, 'certificate_list', certificateEntry.read),
  }),
  write: (to, { context, entries }) => {
    to.opaque(1, context);
    to.list(3, entries, certificateEntry.write);
  },
};
