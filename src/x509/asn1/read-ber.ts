import { DerError } from './read-der.ts';

/**
 * One element of BER (X.690 §8). Stores are written by many tools, some with indefinite lengths and strings in pieces, so they are read
 * more kindly than certificates are.
 */
export type BerElement = {
  readonly tag: number;
  /** A view of the bytes, without the end-of-contents octets of an indefinite length. */
  readonly content: Uint8Array;
  /** Octets that it takes, head and end included. */
  readonly size: number;
};

/** Real stores nest about a dozen deep. */
const deepest = 40;

/** The element that `bytes` begins with. Throws DerError. */
export function berElement(bytes: Uint8Array, what: string, depth = 0): BerElement {
  if (depth > deepest) throw new DerError(`${what} is nested too deep`);
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw new DerError(`${what} ends early`);
  if ((tag & 0x1f) === 0x1f) throw new DerError(`${what} has an unknown tag`);
  if (first === 0x80) return indefinite(bytes, tag, what, depth);
  let length = first;
  let head = 2;
  if (first > 0x80) {
    const octets = first & 0x7f;
    if (octets > 4) throw new DerError(`${what} has an impossible length`);
    length = 0;
    for (let i = 0; i < octets; i++) {
      const octet = bytes[2 + i];
      if (octet === undefined) throw new DerError(`${what} ends early`);
      length = length * 256 + octet;
    }
    head += octets;
  }
  if (head + length > bytes.length) throw new DerError(`${what} ends early`);
  return { tag, content: bytes.subarray(head, head + length), size: head + length };
}

function indefinite(bytes: Uint8Array, tag: number, what: string, depth: number): BerElement {
  if ((tag & 0x20) === 0) throw new DerError(`${what} has no length`);
  let at = 2;
  for (;;) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return { tag, content: bytes.subarray(2, at), size: at + 2 };
    at += berElement(bytes.subarray(at), what, depth + 1).size;
  }
}

/** The elements inside a constructed element. Throws DerError. */
export function berChildren(of: BerElement, what: string): BerElement[] {
  if ((of.tag & 0x20) === 0) throw new DerError(`${what} is not a structure`);
  const items: BerElement[] = [];
  for (let rest = of.content; rest.length > 0; ) {
    const item = berElement(rest, what);
    items.push(item);
    rest = rest.subarray(item.size);
  }
  return items;
}

/** The same element, if it has that tag. Throws DerError. */
export function berTagged(element: BerElement | undefined, tag: number, what: string): BerElement {
  if (element === undefined) throw new DerError(`${what} is missing`);
  if (element.tag !== tag) throw new DerError(`${what} has another type than it must have`);
  return element;
}

export function berSequence(element: BerElement | undefined, what: string): BerElement[] {
  return berChildren(berTagged(element, 0x30, what), what);
}

/** What stands inside an explicit tag. Throws DerError. */
export function berInside(element: BerElement | undefined, tag: number, what: string): BerElement {
  const [inner] = berChildren(berTagged(element, tag, what), what);
  if (inner === undefined) throw new DerError(`${what} is empty`);
  return inner;
}

/** The octets of an OCTET STRING, or of an implicitly tagged one, in one piece or in several. Throws DerError. */
export function berOctets(element: BerElement | undefined, tag: number, what: string): Uint8Array {
  if (element === undefined) throw new DerError(`${what} is missing`);
  if ((element.tag & ~0x20) !== tag) throw new DerError(`${what} has another type than it must have`);
  if ((element.tag & 0x20) === 0) return element.content;
  return new Uint8Array(Buffer.concat(berChildren(element, what).map((piece) => berOctets(piece, 0x04, what))));
}

/** A small INTEGER that is not negative. Throws DerError. */
export function berNumber(element: BerElement | undefined, what: string): number {
  const { content } = berTagged(element, 0x02, what);
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80) throw new DerError(`${what} is no small number`);
  return content.reduce((value, octet) => value * 256 + octet, 0);
}
