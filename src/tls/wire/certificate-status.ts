import type { Codec } from '../bytes/codec.ts';

/** A stapled answer about a certificate. */
export type CertificateStatus = {
  /** 1 is an OCSP response, 2 a list of them (RFC 6961). */
  readonly statusType: number;
  /** DER of an OCSPResponse where the type is 1. */
  readonly response: Uint8Array;
};

/**
 * A message of TLS 1.2 and earlier (RFC 6066 §8), and the data of status_request in an entry of a TLS 1.3 Certificate
 * (RFC 8446 §4.4.2.1):
 *
 *     CertificateStatusType status_type;
 *     opaque OCSPResponse<1..2^24-1>;
 */
export const certificateStatus: Codec<CertificateStatus> = {
  name: 'CertificateStatus',
  read: (from) => ({
    statusType: from.uint(1, 'status_type'),
    response: from.opaque(3, 'OCSPResponse'),
  }),
  write: (to, { statusType, response }) => {
    to.uint(1, statusType);
    to.opaque(3, response);
  },
};
