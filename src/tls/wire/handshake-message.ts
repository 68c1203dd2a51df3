import type { Codec } from '../bytes/codec.ts';

/** A handshake message with its header taken apart; the body is read by the codec of its type. */
export type HandshakeMessage = {
  readonly type: number;
  readonly body: Uint8Array;
};

/**
 * Handshake (RFC 8446 §4, RFC 5246 §7.4):
 *
 *     HandshakeType msg_type;
 *     uint24 length;
 *     opaque body[length];
 */
export const handshakeMessage: Codec<HandshakeMessage> = {
  name: 'Handshake',
  read: (from) => ({
    type: from.uint(1, 'msg_type'),
    body: from.opaque(3, 'body'),
  }),
  write: (to, { type, body }) => {
    to.uint(1, type);
    to.opaque(3, body);
  },
};
