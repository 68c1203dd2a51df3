import type { Codec } from '../bytes/codec.ts';
import { type Extension, extension } from './extension.ts';
import { distinguishedNames } from './extensions/certificate-authorities.ts';

/** A request as received: extensions in wire order, unknown and repeated ones included. */
export type CertificateRequest13 = {
  /** Empty in the main handshake, set in post-handshake authentication. */
  readonly context: Uint8Array;
  readonly extensions: readonly Extension[];
};

/**
 * TLS 1.3 (RFC 8446 §4.3.2), without the handshake header:
 *
 *     opaque certificate_request_context<0..2^8-1>;
 *     Extension extensions<2..2^16-1>;
 */
export const certificateRequest13: Codec<CertificateRequest13> = {
  name: 'CertificateRequest',
  read: (from) => ({
    context: from.opaque(1, 'certificate_request_context'),
    extensions: from.list(2, 'extensions', extension.read),
  }),
  write: (to, { context, extensions }) => {
    to.opaque(1, context);
    to.list(2, extensions, extension.write);
  },
};

export type CertificateRequest12 = {
  /** ClientCertificateType: 1 rsa_sign, 2 dss_sign, 64 ecdsa_sign. */
  readonly certificateTypes: readonly number[];
  readonly signatureSchemes: readonly number[];
  /** DER of the names of acceptable issuers; empty where any will do. */
  readonly authorities: readonly Uint8Array[];
};

/**
 * TLS 1.2 (RFC 5246 §7.4.4), without the handshake header:
 *
 *     ClientCertificateType certificate_types<1..2^8-1>;
 *     SignatureAndHashAlgorithm supported_signature_algorithms<2..2^16-2>;
 *     DistinguishedName certificate_authorities<0..2^16-1>;     // opaque DistinguishedName<1..2^16-1>
 */
export const certificateRequest12: Codec<CertificateRequest12> = {
  name: 'CertificateRequest',
  read: (from) => ({
    certificateTypes: from.uints(1, 'certificate_types', 1),
    signatureSchemes: from.uints(2, 'supported_signature_algorithms', 2),
    authorities: distinguishedNames.read(from),
  }),
  write: (to, { certificateTypes, signatureSchemes, authorities }) => {
    to.uints(1, certificateTypes, 1);
    to.uints(2, signatureSchemes, 2);
    distinguishedNames.write(to, authorities);
  },
};

export type CertificateRequest10 = Omit<CertificateRequest12, 'signatureSchemes'>;

/** SSL 3.0 to TLS 1.1 (RFC 4346 §7.4.4): as in TLS 1.2, without supported_signature_algorithms. */
export const certificateRequest10: Codec<CertificateRequest10> = {
  name: 'CertificateRequest',
  read: (from) => ({
    certificateTypes: from.uints(1, 'certificate_types', 1),
    authorities: distinguishedNames.read(from),
  }),
  write: (to, { certificateTypes, authorities }) => {
    to.uints(1, certificateTypes, 1);
    distinguishedNames.write(to, authorities);
  },
};
