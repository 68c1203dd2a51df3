/** What the transport protocol builds its messages of: integers are big-endian, a vint has seven bits a byte, low ones first, the high bit set on all but the last. */

export function vint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return [...bytes, left];
}

/** ASCII only: the length counts characters. */
export function text(value: string): number[] {
  return [...vint(value.length), ...new TextEncoder().encode(value)];
}

export function int32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

export function int64(value: number): number[] {
  return [...int32(Math.floor(value / 2 ** 32)), ...int32(value % 2 ** 32)];
}

/** A value, and where the next one begins. */
export type Taken<T> = { readonly value: T; readonly next: number };

/** At most 31 bits; null where the bytes end before it does. */
export function readVint(bytes: Uint8Array, at: number): Taken<number> | null {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return value <= 0x7fffffff ? { value, next: at + index + 1 } : null;
  }
  return null;
}

/** The length counts UTF-16 units, each of which takes one to three bytes (Java's modified UTF-8 without its surrogates paired). Null where it is cut short, or longer than any name. */
export function readText(bytes: Uint8Array, at: number): Taken<string> | null {
  const length = readVint(bytes, at);
  if (length === null || length.value > 1024) return null;
  let value = '';
  let next = length.next;
  for (let unit = 0; unit < length.value; unit++) {
    const first = bytes[next];
    if (first === undefined) return null;
    const size = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : 0;
    if (size === 0 || next + size > bytes.length) return null;
    let code = size === 1 ? first : size === 2 ? first & 0x1f : first & 0x0f;
    for (let index = 1; index < size; index++) code = (code << 6) | ((bytes[next + index] ?? 0) & 0x3f);
    value += String.fromCharCode(code);
    next += size;
  }
  return { value, next };
}
