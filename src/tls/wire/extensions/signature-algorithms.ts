import type { Codec } from '../../bytes/codec.ts';

/**
 * signature_algorithms and signature_algorithms_cert (RFC 8446 §4.2.3; RFC 5246 §7.4.1.4.1 for the pairs of TLS 1.2), best first:
 * `SignatureScheme supported_signature_algorithms<2..2^16-2>`.
 */
export const signatureSchemeList: Codec<readonly number[]> = {
  name: 'SignatureSchemeList',
  read: (from) => from.uints(2, 'supported_signature_algorithms', 2),
  write: (to, schemes) => to.uints(2, schemes, 2),
};
