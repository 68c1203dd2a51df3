import { DecodeError } from './decode-error.ts';

/** The widths a TLS length or number can have, in bytes (RFC 8446 §3). */
export type Width = 1 | 2 | 3;

/**
 * A cursor over bytes that it does not own: what it hands out are views, not copies.
 * Every method throws DecodeError with the field's name and the offset in the whole message.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #base: number;
  #at = 0;

  /** `base` is the offset of `bytes` in the message they were cut from, for errors. */
  constructor(bytes: Uint8Array, base = 0) {
    this.#bytes = bytes;
    this.#base = base;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Offset in the whole message. */
  get offset(): number {
    return this.#base + this.#at;
  }

  /** A fixed number of bytes, as a view. */
  bytes(length: number, field: string): Uint8Array {
    if (length > this.left) throw new DecodeError('truncated', field, this.#base + this.#bytes.length);
    const view = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }

  /** An unsigned number, most significant byte first. */
  uint(width: Width | 4, field: string): number {
    if (width > this.left) throw new DecodeError('truncated', field, this.#base + this.#bytes.length);
    let value = 0;
    for (const end = this.#at + width; this.#at < end; this.#at++) value = value * 256 + (this.#bytes[this.#at] ?? 0);
    return value;
  }

  /** `opaque field<0..2^(8*width)-1>`: a length and that many bytes, as a view. */
  opaque(width: Width, field: string): Uint8Array {
    return this.bytes(this.uint(width, field), field);
  }

  /** A vector with a reader of its own; bytes that `read` leaves over are a fault. */
  vector<T>(width: Width, field: string, read: (from: Reader) => T): T {
    const length = this.uint(width, field);
    const from = this.offset;
    const inner = new Reader(this.bytes(length, field), from);
    const value = read(inner);
    inner.end(field);
    return value;
  }

  /** A vector of items, read until its bytes are used up. */
  list<T>(width: Width, field: string, read: (from: Reader) => T): readonly T[] {
    return this.vector(width, field, (from) => {
      const items: T[] = [];
      while (from.left > 0) items.push(read(from));
      return items;
    });
  }

  /** A vector of numbers, such as `CipherSuite cipher_suites<2..2^16-2>`. */
  uints(width: Width, field: string, item: Width): readonly number[] {
    return this.list(width, field, (from) => from.uint(item, field));
  }

  /** What was read since an offset that this reader had, as a view: for bytes that are signed as they came. */
  since(offset: number): Uint8Array {
    return this.#bytes.subarray(offset - this.#base, this.#at);
  }

  /** What is left, as a view. */
  rest(): Uint8Array {
    return this.bytes(this.left, 'rest');
  }

  /** Throws unless everything was read. */
  end(field: string): void {
    if (this.left > 0) throw new DecodeError('left-over', field, this.offset);
  }
}
