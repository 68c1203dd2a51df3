import { Asn1Error, type Element, elementOf, elementsIn, expectHead, expectTag, tags } from './element.ts';

// Stores are written by many tools, some with indefinite lengths and strings in pieces, so they are read more kindly than certificates are.

/** Real stores nest about a dozen deep. */
const deepest = 40;

/** The element that `bytes` begins with (X.690 §8). Throws Asn1Error. */
export function berElement(bytes: Uint8Array, what: string): Element {
  return elementAtDepth(bytes, 0, what, 0);
}

function elementAtDepth(bytes: Uint8Array, from: number, what: string, depth: number): Element {
  if (depth > deepest) throw new Asn1Error({ code: 'asn1-too-deep', what });
  const head = expectHead(bytes, from, what);
  if (head.length !== null) return elementOf(bytes, from, head, head.length, what);
  if ((head.tag & 0x20) === 0) throw new Asn1Error({ code: 'asn1-without-length', what });
  let at = from + head.size;
  // Two zero octets end it.
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) at += elementAtDepth(bytes, at, what, depth + 1).size;
  return { tag: head.tag, bytes: bytes.subarray(from, at + 2), content: bytes.subarray(from + head.size, at), size: at + 2 - from };
}

/** The elements inside a constructed element. Throws Asn1Error. */
export function berChildren(of: Element, what: string): Element[] {
  return elementsIn(of, what, (bytes, from) => elementAtDepth(bytes, from, what, 0));
}

export function berSequence(element: Element | undefined, what: string): Element[] {
  return berChildren(expectTag(element, tags.sequence, what), what);
}

/** What stands inside an explicit tag. Throws Asn1Error. */
export function berInside(element: Element | undefined, tag: number, what: string): Element {
  const [inner] = berChildren(expectTag(element, tag, what), what);
  if (inner === undefined) throw new Asn1Error({ code: 'asn1-empty', what });
  return inner;
}

/** The octets of an OCTET STRING, or of an implicitly tagged one, in one piece or in several. Throws Asn1Error. */
export function berOctets(element: Element | undefined, tag: number, what: string): Uint8Array {
  if (element === undefined) throw new Asn1Error({ code: 'asn1-missing', what });
  if ((element.tag & ~0x20) !== tag) throw new Asn1Error({ code: 'asn1-other-type', what });
  if ((element.tag & 0x20) === 0) return element.content;
  return new Uint8Array(Buffer.concat(berChildren(element, what).map((piece) => berOctets(piece, tags.octetString, what))));
}

/** A small INTEGER that is not negative. Throws Asn1Error. */
export function berNumber(element: Element | undefined, what: string): number {
  const { content } = expectTag(element, tags.integer, what);
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80) throw new Asn1Error({ code: 'asn1-no-small-number', what });
  return content.reduce((value, octet) => value * 256 + octet, 0);
}
