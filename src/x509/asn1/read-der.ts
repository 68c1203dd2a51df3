import { Asn1Error, type Element, elementOf, elementsIn, expectHead, expectTag, tags } from './element.ts';
import { latin1 } from './octet-text.ts';

/** The element that `bytes` begins with, by the rules of DER (X.690 §10.1). Throws Asn1Error. */
export function firstElement(bytes: Uint8Array, what: string): Element {
  return elementAt(bytes, 0, what);
}

function elementAt(bytes: Uint8Array, from: number, what: string): Element {
  const head = expectHead(bytes, from, what);
  if (head.length === null) throw new Asn1Error({ code: 'asn1-indefinite-length', what });
  if (!head.isShortest) throw new Asn1Error({ code: 'asn1-length-not-shortest', what });
  return elementOf(bytes, from, head, head.length, what);
}

/** The one element that `bytes` is. Throws Asn1Error, also where something follows it. */
export function onlyElement(bytes: Uint8Array, what: string): Element {
  const element = firstElement(bytes, what);
  if (element.size < bytes.length) throw new Asn1Error({ code: 'asn1-followed', what, bytes: bytes.length - element.size });
  return element;
}

/** The elements that a constructed element contains. Throws Asn1Error. */
export function elements(of: Element, what: string): Element[] {
  return elementsIn(of, what, elementAt);
}

export function sequence(element: Element | undefined, what: string): Element[] {
  return elements(expectTag(element, tags.sequence, what), what);
}

/** Content of an INTEGER: big-endian two's complement. Throws Asn1Error where it is empty or longer than need be. */
export function integerBytes(element: Element | undefined, what: string): Uint8Array {
  const { content } = expectTag(element, tags.integer, what);
  const [first, second] = content;
  if (first === undefined) throw new Asn1Error({ code: 'asn1-empty-number', what });
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new Asn1Error({ code: 'asn1-number-not-shortest', what });
  }
  return content;
}

/** A small INTEGER that is not negative. Throws Asn1Error where it is negative or above 2^31. */
export function smallInteger(element: Element | undefined, what: string): number {
  const content = integerBytes(element, what);
  if ((content[0] ?? 0) >= 0x80) throw new Asn1Error({ code: 'asn1-negative', what });
  if (content.length > 4) throw new Asn1Error({ code: 'asn1-too-large', what });
  return content.reduce((value, octet) => value * 256 + octet, 0);
}

export function boolean(element: Element, what: string): boolean {
  const { content } = expectTag(element, tags.boolean, what);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new Asn1Error({ code: 'asn1-no-boolean', what });
  return content[0] === 0xff;
}

/** Bits of a BIT STRING that holds whole octets, such as a signature. Throws Asn1Error where bits are left unused. */
export function bitStringOctets(element: Element | undefined, what: string): Uint8Array {
  const { content } = expectTag(element, tags.bitString, what);
  if (content.length === 0) throw new Asn1Error({ code: 'asn1-empty-bit-string', what });
  if (content[0] !== 0) throw new Asn1Error({ code: 'asn1-part-octets', what });
  return content.subarray(1);
}

/** The numbers of the bits that are set in a BIT STRING of flags. Throws Asn1Error where padding is not zero. */
export function bitStringFlags(element: Element | undefined, what: string): number[] {
  const { content } = expectTag(element, tags.bitString, what);
  const unused = content[0];
  if (unused === undefined || unused > 7 || (content.length === 1 && unused > 0)) throw new Asn1Error({ code: 'asn1-no-bit-string', what });
  const last = content[content.length - 1] ?? 0;
  if (content.length > 1 && (last & ((1 << unused) - 1)) !== 0) throw new Asn1Error({ code: 'asn1-padding-not-zero', what });
  const flags: number[] = [];
  for (let i = 1; i < content.length; i++) {
    for (let bit = 0; bit < 8; bit++) if (((content[i] ?? 0) & (0x80 >> bit)) !== 0) flags.push((i - 1) * 8 + bit);
  }
  return flags;
}

const utcForm = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?([.,]\d{1,20})?(?:(Z)|([+-])(\d{2})(\d{2}))$/;
const generalizedForm = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?([.,]\d{1,20})?(?:(Z)|([+-])(\d{2})(\d{2}))$/;

/**
 * An instant from UTCTime or GeneralizedTime, to the second. `exact` is false where it is not written as RFC 5280 §4.1.2.5 has it
 * (no seconds, an offset, fractions); such times are still read, and GeneralizedTime before 2050, which some roots have, is not minded. Throws Asn1Error where it is no time.
 */
export function time(element: Element | undefined, what: string): { readonly at: Date; readonly exact: boolean } {
  if (element === undefined || (element.tag !== tags.utcTime && element.tag !== tags.generalizedTime))
    throw new Asn1Error({ code: 'asn1-no-time', what });
  const text = latin1(element.content.subarray(0, 40));
  const utc = element.tag === tags.utcTime;
  const parts = (utc ? utcForm : generalizedForm).exec(text);
  if (parts === null) throw new Asn1Error({ code: 'asn1-no-time', what });
  const [, y, mo, d, h, mi, s, fraction, z, sign, oh, om] = parts;
  const short = Number(y);
  const year = utc ? (short >= 50 ? 1900 + short : 2000 + short) : short;
  const at = new Date(0);
  at.setUTCFullYear(year, Number(mo) - 1, Number(d));
  at.setUTCHours(Number(h), Number(mi), Number(s ?? 0));
  if (
    at.getUTCFullYear() !== year ||
    at.getUTCMonth() !== Number(mo) - 1 ||
    at.getUTCDate() !== Number(d) ||
    Number(h) > 23 ||
    Number(mi) > 59 ||
    Number(s ?? 0) > 59
  ) {
    throw new Asn1Error({ code: 'asn1-no-date', what });
  }
  if (sign !== undefined) at.setTime(at.getTime() - (sign === '-' ? -1 : 1) * (Number(oh) * 60 + Number(om)) * 60_000);
  return { at, exact: s !== undefined && fraction === undefined && z !== undefined };
}
