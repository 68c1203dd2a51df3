import { anyLengthOctets, readHead, tags } from './element.ts';
import { tlv } from './write-der.ts';

/** BER in DER, and how many bytes it took. */
export type Converted = { readonly der: Uint8Array; readonly read: number };

/** Deeper than any certificate goes. */
const deepest = 32;

/** More elements than any certificate has but for one with thousands of names. */
const mostElements = 2_000;

/**
 * The element that `bytes` begins with, with lengths, truth values and the padding of bit strings as DER has them (X.690 §10 and §11): what differs most where BER is
 * written in the place of DER. Strings in pieces stay as they are. Null where it is no BER, or has more elements than a certificate does.
 */
export function berToDer(bytes: Uint8Array): Converted | null {
  return convert(bytes, 0, deepest, { elements: mostElements });
}

function convert(bytes: Uint8Array, from: number, depth: number, left: { elements: number }): Converted | null {
  const head = readHead(bytes, from, anyLengthOctets);
  left.elements--;
  if (typeof head === 'string' || depth === 0 || left.elements < 0) return null;
  const { tag, length } = head;
  const content = from + head.size;
  if ((tag & 0x20) === 0) {
    if (length === null || content + length > bytes.length) return null;
    const value = canonical(tag, bytes.subarray(content, content + length));
    return { der: tlv(tag, value), read: content + length - from };
  }
  const end = length === null ? bytes.length : content + length;
  if (end > bytes.length) return null;
  const parts: Uint8Array[] = [];
  let at = content;
  while (at < end) {
    if (length === null && bytes[at] === 0 && bytes[at + 1] === 0) break;
    const part = convert(bytes.subarray(0, end), at, depth - 1, left);
    if (part === null) return null;
    parts.push(part.der);
    at += part.read;
  }
  // An indefinite length ends with two zeros.
  if (length === null && at >= end) return null;
  const value = Buffer.concat(parts);
  return { der: tlv(tag, value), read: at + (length === null ? 2 : 0) - from };
}

function canonical(tag: number, content: Uint8Array): Uint8Array {
  const [first = 0] = content;
  if (tag === tags.boolean && content.length === 1) return Uint8Array.of(first === 0 ? 0 : 0xff);
  if (tag !== tags.bitString || content.length < 2 || first === 0 || first > 7) return content;
  const masked = Uint8Array.from(content);
  const last = masked.length - 1;
  masked[last] = (masked[last] ?? 0) & (0xff << first);
  return masked;
}
