import type { Codec } from '../../bytes/codec.ts';

/** record_size_limit (RFC 8449 §4), in bytes of plaintext: `uint16 RecordSizeLimit`. */
export const recordSizeLimit: Codec<number> = {
  name: 'RecordSizeLimit',
  read: (from) => from.uint(2, 'RecordSizeLimit'),
  write: (to, limit) => to.uint(2, limit),
};
