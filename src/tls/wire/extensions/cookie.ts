import type { Codec } from '../../bytes/codec.ts';

/** cookie in HelloRetryRequest, and sent back in the second ClientHello (RFC 8446 §4.2.2): `opaque cookie<1..2^16-1>`. */
export const cookie: Codec<Uint8Array> = {
  name: 'Cookie',
  read: (from) => from.opaque(2, 'cookie'),
  write: (to, value) => to.opaque(2, value),
};
