import type { Codec } from '../bytes/codec.ts';

/** A record as it stands on the wire, protected or not. */
export type TlsRecord = {
  readonly type: number;
  /** What the header says, which is not the version that was agreed on (RFC 8446 §5.1). */
  readonly version: number;
  readonly fragment: Uint8Array;
};

/**
 * TLSPlaintext and TLSCiphertext (RFC 8446 §5.1, §5.2; RFC 5246 §6.2):
 *
 *     ContentType type;
 *     ProtocolVersion legacy_record_version;
 *     uint16 length;
 *     opaque fragment[length];
 *
 * Any length is read; the record layer knows which is too long.
 */
export const tlsRecord: Codec<TlsRecord> = {
  name: 'TLSPlaintext',
  read: (from) => ({
    type: from.uint(1, 'type'),
    version: from.uint(2, 'legacy_record_version'),
    fragment: from.opaque(2, 'fragment'),
  }),
  write: (to, { type, version, fragment }) => {
    to.uint(1, type);
    to.uint(2, version);
    to.opaque(2, fragment);
  },
};
