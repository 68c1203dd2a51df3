import { tags } from './element.ts';

// The little of DER (X.690) that keys and certificates are made of. It writes what it is told to, proper or not: tests need certificates that a sound library would
// refuse to make.

/** One element: tag byte, definite length, the contents one after the other. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return concat([Uint8Array.of(tag), derLength(length), ...contents]);
}

export const sequence = (...contents: readonly Uint8Array[]): Uint8Array => tlv(tags.sequence, ...contents);

export const set = (...contents: readonly Uint8Array[]): Uint8Array => tlv(tags.set, ...contents);

/** A context-specific, constructed element, as in `[3] EXPLICIT`. */
export const explicit = (tagNumber: number, ...contents: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | tagNumber, ...contents);

/** A context-specific, primitive element, as in `[0] IMPLICIT OCTET STRING`. */
export const implicit = (tagNumber: number, contents: Uint8Array): Uint8Array => tlv(0x80 | tagNumber, contents);

export const boolean = (value: boolean): Uint8Array => tlv(tags.boolean, Uint8Array.of(value ? 0xff : 0));

/** In two's complement, in as few bytes as it takes. */
export function integer(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (rest !== (BigInt.asIntN(8, BigInt(bytes[0] ?? 0)) < 0n ? -1n : 0n));
  return tlv(tags.integer, Uint8Array.from(bytes));
}

/** A number that is not negative, from its octets, the most significant first. */
export function unsigned(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : octets.subarray(first);
  return tlv(tags.integer, (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(), digits);
}

export const bitString = (bytes: Uint8Array, unusedBits = 0): Uint8Array => tlv(tags.bitString, Uint8Array.of(unusedBits), bytes);

/** A list of named bits (X.690 §11.2.2): trailing zero bits are left out. */
export function namedBits(positions: readonly number[]): Uint8Array {
  if (positions.length === 0) return bitString(new Uint8Array());
  const last = Math.max(...positions);
  const bytes = new Uint8Array(Math.floor(last / 8) + 1);
  for (const position of positions) {
    const index = Math.floor(position / 8);
    bytes[index] = (bytes[index] ?? 0) | (0x80 >> (position % 8));
  }
  return bitString(bytes, 7 - (last % 8));
}

export const octetString = (bytes: Uint8Array): Uint8Array => tlv(tags.octetString, bytes);

export const nothing = (): Uint8Array => tlv(tags.null);

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return tlv(tags.oid, concat([first * 40n + second, ...rest].map(base128)));
}

export const utf8String = (text: string): Uint8Array => tlv(tags.utf8String, new TextEncoder().encode(text));

export const printableString = (text: string): Uint8Array => tlv(tags.printableString, Buffer.from(text, 'latin1'));

export const ia5String = (text: string): Uint8Array => tlv(tags.ia5String, Buffer.from(text, 'latin1'));

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5); milliseconds are cut off. */
export function time(at: Date): Uint8Array {
  const digits = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:T]/g, '');
  const year = at.getUTCFullYear();
  return year >= 1950 && year < 2050 ? tlv(tags.utcTime, Buffer.from(digits.slice(2))) : tlv(tags.generalizedTime, Buffer.from(digits));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

function base128(value: bigint): Uint8Array {
  const bytes = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from(bytes);
}
