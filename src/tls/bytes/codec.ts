import { DecodeError } from './decode-error.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** One message or structure: how it is read and how it is written, side by side. */
export type Codec<T> = {
  /** The specification's name for it. */
  readonly name: string;
  /** Throws DecodeError; use `decode` where that is not wanted. */
  readonly read: (from: Reader) => T;
  readonly write: (to: Writer, value: T) => void;
};

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DecodeError };

/** Reads the whole of `data`; bytes left over are a fault. The one place that catches DecodeError. */
export function decode<T>(codec: Codec<T>, data: Uint8Array): Decoded<T> {
  try {
    const from = new Reader(data);
    const value = codec.read(from);
    from.end(codec.name);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error };
    throw error;
  }
}

/** Throws RangeError where a value does not fit its field. */
export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  // A codec that encodes while it writes takes another.
  const to = idle ?? new Writer();
  idle = null;
  try {
    codec.write(to, value);
    return to.done();
  } finally {
    to.clear();
    idle = to;
  }
}

/** Kept between messages: making room for one costs as much as writing it. */
let idle: Writer | null = null;
