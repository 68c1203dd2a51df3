import type { Codec } from '../../bytes/codec.ts';

/** renegotiation_info (RFC 5746 §3.2), empty in a first handshake: `opaque renegotiated_connection<0..255>`. */
export const renegotiatedConnection: Codec<Uint8Array> = {
  name: 'RenegotiationInfo',
  read: (from) => from.opaque(1, 'renegotiated_connection'),
  write: (to, value) => to.opaque(1, value),
};
