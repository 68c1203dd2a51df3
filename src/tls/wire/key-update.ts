import type { Codec } from '../bytes/codec.ts';

export type KeyUpdate = {
  /** 0 update_not_requested, 1 update_requested; others are for the handshake to refuse. */
  readonly requestUpdate: number;
};

/** TLS 1.3 (RFC 8446 §4.6.3), without the handshake header: `KeyUpdateRequest request_update`, a byte. */
export const keyUpdate: Codec<KeyUpdate> = {
  name: 'KeyUpdate',
  read: (from) => ({ requestUpdate: from.uint(1, 'request_update') }),
  write: (to, { requestUpdate }) => {
    to.uint(1, requestUpdate);
  },
};
