import type { Width } from './reader.ts';

/** Collects bytes; lengths of vectors are computed from what their closure wrote. */
export class Writer {
  #bytes = new Uint8Array(1024);
  #length = 0;

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Bytes of a field that has no length of its own. Throws RangeError where there are more or fewer. */
  fixed(length: number, bytes: Uint8Array): void {
    if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes do not fit a field of ${length}`);
    this.bytes(bytes);
  }

  /** An unsigned number, most significant byte first. Throws RangeError where it does not fit. */
  uint(width: Width | 4, value: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * width)) throw new RangeError(`${value} does not fit ${width} bytes`);
    this.#room(width);
    this.#put(this.#length, width, value);
    this.#length += width;
  }

  /** A length and the bytes. */
  opaque(width: Width, bytes: Uint8Array): void {
    checkVector(bytes.length, width);
    this.uint(width, bytes.length);
    this.bytes(bytes);
  }

  /** A length, written when `write` is done, and what `write` wrote. */
  vector(width: Width, write: (to: Writer) => void): void {
    const at = this.#length;
    this.#room(width);
    this.#length += width;
    write(this);
    const length = this.#length - at - width;
    checkVector(length, width);
    this.#put(at, width, length);
  }

  list<T>(width: Width, items: readonly T[], write: (to: Writer, item: T) => void): void {
    this.vector(width, (to) => {
      for (const item of items) write(to, item);
    });
  }

  /** A vector of numbers of `item` bytes each. */
  uints(width: Width, items: readonly number[], item: Width): void {
    this.list(width, items, (to, value) => to.uint(item, value));
  }

  /** A copy of what was written. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Forgets what was written, so that the writer can be used again. */
  clear(): void {
    this.#length = 0;
  }

  /** A number of at most 32 bits. */
  #put(at: number, width: number, value: number): void {
    for (let i = at + width - 1, rest = value; i >= at; i--, rest >>>= 8) this.#bytes[i] = rest & 0xff;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

function checkVector(length: number, width: Width): void {
  if (length >= 2 ** (8 * width)) throw new RangeError(`a vector of ${length} bytes does not fit a length of ${width} bytes`);
}
