import type { Codec } from '../../bytes/codec.ts';

/** What a client asks about the server's certificate. */
export type StatusRequest = {
  /** 1 is ocsp, the one type there is. */
  readonly statusType: number;
  /** DER of the responders that the client trusts; empty where the server knows best. */
  readonly responderIds: readonly Uint8Array[];
  /** DER of OCSP extensions; empty where there are none. */
  readonly requestExtensions: Uint8Array;
};

/**
 * The client's status_request (RFC 6066 §8):
 *
 *     CertificateStatusType status_type;
 *     ResponderID responder_id_list<0..2^16-1>;     // opaque ResponderID<1..2^16-1>
 *     opaque request_extensions<0..2^16-1>;
 *
 * The server's answer is empty up to TLS 1.2, and a CertificateStatus in TLS 1.3.
 */
export const statusRequest: Codec<StatusRequest> = {
  name: 'CertificateStatusRequest',
  read: (from) => ({
    statusType: from.uint(1, 'status_type'),
    responderIds: from.list(2, 'responder_id_list', (item) => item.opaque(2, 'ResponderID')),
    requestExtensions: from.opaque(2, 'request_extensions'),
  }),
  write: (to, { statusType, responderIds, requestExtensions }) => {
    to.uint(1, statusType);
    to.list(2, responderIds, (item, id) => item.opaque(2, id));
    to.opaque(2, requestExtensions);
  },
};
