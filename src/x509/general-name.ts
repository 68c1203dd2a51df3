import type { CertificateReader } from '../model/certificate-flaw.ts';
import { Asn1Error, type Element, expectTag, retagged, tags } from './asn1/element.ts';
import { latin1 } from './asn1/octet-text.ts';
import { oid } from './asn1/oid.ts';
import { elements, firstElement } from './asn1/read-der.ts';
import { type Name, nameKey, parseName, stringOf } from './distinguished-name.ts';

/** A GeneralName (RFC 5280 §4.2.1.6) with what is needed to compare it. Strings are the octets read as Latin-1, so that nothing is lost. */
export type RawName =
  /** `constructed`: a string in pieces, as BER allows. */
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly value: string; readonly constructed?: true }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  /** `key` is its `nameKey`. */
  | { readonly kind: 'directory'; readonly name: Name; readonly key: string; readonly der: Uint8Array }
  /** `type` tells the forms apart that nothing here compares: an otherName's object identifier, or the form's name. */
  | { readonly kind: 'other'; readonly type: string; readonly text: string }
  /** What stands among the names and is none. */
  | { readonly kind: 'unreadable'; readonly der: Uint8Array; readonly unreadableTo: readonly CertificateReader[] };

/** GeneralNames, in order. Throws Asn1Error, also where there are none, which RFC 5280 forbids. */
export function generalNames(of: readonly Element[], what: string): readonly RawName[] {
  if (of.length === 0) throw new Asn1Error({ code: 'asn1-empty', what });
  return of.map((element) => generalName(element, what));
}

/** Throws Asn1Error. */
export function generalName(element: Element, what: string): RawName {
  const { tag, content } = element;
  switch (tag) {
    case 0xa0: {
      const [type, value] = elements(element, what);
      const id = oid(type, `${what}: type of an otherName`);
      const inner = value === undefined ? undefined : elements(value, what)[0];
      if (value?.tag !== 0xa0 || inner === undefined) throw new Asn1Error({ code: 'asn1-other-name-without-value', what });
      const text = stringOf(inner);
      return { kind: 'other', type: id, text: `${id}=${text === null ? `#${Buffer.from(inner.bytes).toString('hex')}` : text}` };
    }
    case 0x81:
      return { kind: 'email', value: latin1(content) };
    case 0x82:
      return { kind: 'dns', value: latin1(content) };
    case 0xa4: {
      const [inner, more] = elements(element, what);
      if (inner === undefined || more !== undefined) throw new Asn1Error({ code: 'asn1-no-directory-name', what });
      const name = parseName(inner.bytes);
      return { kind: 'directory', name, key: nameKey(name), der: inner.bytes };
    }
    case 0x86:
      return { kind: 'uri', value: latin1(content) };
    case 0x87:
      return { kind: 'ip', octets: content };
    case 0x88:
      return { kind: 'other', type: 'registeredID', text: oid(retagged(element, tags.oid), `${what}: registered identifier`) };
    case 0xa3:
    case 0xa5:
      return { kind: 'other', type: tag === 0xa3 ? 'x400Address' : 'ediPartyName', text: `#${Buffer.from(element.bytes).toString('hex')}` };
    default:
      throw new Asn1Error({ code: 'asn1-unknown-name-form', what });
  }
}

/**
 * The content of a subjectAltName. An entry that is no name is kept as unreadable, and so is what follows the list; only where there is no list at all it throws
 * Asn1Error. Empty where the list is.
 */
export function alternativeNames(value: Uint8Array, what: string): readonly RawName[] {
  const list = expectTag(firstElement(value, what), tags.sequence, what);
  const names: RawName[] = [];
  for (let rest = list.content; rest.length > 0; ) {
    const element = elementOrNull(rest, what);
    // Where an entry is longer than the list, nobody knows where the next one begins.
    names.push(element === null ? { kind: 'unreadable', der: rest, unreadableTo: ['java', 'openssl'] } : nameOrUnreadable(element, what));
    rest = rest.subarray(element?.bytes.length ?? rest.length);
  }
  const behind = value.subarray(list.bytes.length);
  if (behind.length > 0) names.push({ kind: 'unreadable', der: behind, unreadableTo: ['java'] });
  return names;
}

function nameOrUnreadable(element: Element, what: string): RawName {
  const { tag, bytes, content } = element;
  try {
    const kind = ({ 161: 'email', 162: 'dns', 166: 'uri' } as const)[tag];
    if (kind !== undefined)
      return { kind, value: latin1(Buffer.concat(elements(element, what).map((piece) => piece.content))), constructed: true };
    return generalName(element, what);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    // The JDK takes a directory name without a name in it for one that is empty.
    return { kind: 'unreadable', der: bytes, unreadableTo: tag === 0xa4 && content.length === 0 ? ['openssl'] : ['java', 'openssl'] };
  }
}

function elementOrNull(bytes: Uint8Array, what: string): Element | null {
  try {
    return firstElement(bytes, what);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
