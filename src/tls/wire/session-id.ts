import { DecodeError } from '../bytes/decode-error.ts';
import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';

const maxLength = 32;

/** `opaque session_id<0..32>` (RFC 5246 §7.4.1.2): the one vector of the hellos whose length byte could say more than it may hold. */
export function readSessionId(from: Reader, field: string): Uint8Array {
  const at = from.offset;
  const id = from.opaque(1, field);
  if (id.length > maxLength) throw new DecodeError('out-of-range', field, at);
  return id;
}

/** Throws RangeError where the id is longer than 32 bytes. */
export function writeSessionId(to: Writer, id: Uint8Array): void {
  if (id.length > maxLength) throw new RangeError(`a session id of ${id.length} bytes is longer than ${maxLength}`);
  to.opaque(1, id);
}
