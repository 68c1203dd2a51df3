import type { Codec } from '../bytes/codec.ts';

/** TLS 1.2 and earlier, ECDHE suites (RFC 8422 §5.7), without the handshake header: `opaque ecdh_Yc<1..2^8-1>`, the client's point. */
export const clientKeyExchangeEcdhe: Codec<Uint8Array> = {
  name: 'ClientKeyExchange',
  read: (from) => from.opaque(1, 'ecdh_Yc'),
  write: (to, publicKey) => to.opaque(1, publicKey),
};

/** TLS 1.2 and earlier, DHE suites (RFC 5246 §7.4.7.2), without the handshake header: `opaque dh_Yc<1..2^16-1>`, the client's number. */
export const clientKeyExchangeDhe: Codec<Uint8Array> = {
  name: 'ClientKeyExchange',
  read: (from) => from.opaque(2, 'dh_Yc'),
  write: (to, publicKey) => to.opaque(2, publicKey),
};

/**
 * TLS 1.0 to 1.2, RSA suites (RFC 5246 §7.4.7.1), without the handshake header: `opaque encrypted_pre_master_secret<0..2^16-1>`.
 * SSL 3.0 has no length before it, so this does not read SSL 3.0.
 */
export const clientKeyExchangeRsa: Codec<Uint8Array> = {
  name: 'ClientKeyExchange',
  read: (from) => from.opaque(2, 'encrypted_pre_master_secret'),
  write: (to, encrypted) => to.opaque(2, encrypted),
};
