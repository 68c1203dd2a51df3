import type { GeneralName } from '../model/certificate.ts';
import { DerError, type Element, elements, onlyElement, sequence } from './der.ts';
import { describeName, type Name, nameKey, parseName, printable, stringOf } from './distinguished-name.ts';
import { ipText } from './ip-address.ts';
import { oid } from './oid.ts';

/** A GeneralName (RFC 5280 §4.2.1.6) with what is needed to compare it. Strings are the octets read as Latin-1, so that nothing is lost. */
export type RawName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly value: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  /** `key` is its `nameKey`. */
  | { readonly kind: 'directory'; readonly name: Name; readonly key: string; readonly der: Uint8Array }
  /** `type` tells the forms apart that nothing here compares: an otherName's object identifier, or the form's name. */
  | { readonly kind: 'other'; readonly type: string; readonly text: string };

/** GeneralNames, in order. Throws DerError, also where there are none, which RFC 5280 forbids. */
export function generalNames(of: readonly Element[], what: string): readonly RawName[] {
  if (of.length === 0) throw new DerError(`${what} is empty`);
  return of.map((element) => generalName(element, what));
}

/** Throws DerError. */
export function generalName(element: Element, what: string): RawName {
  const { tag, content } = element;
  switch (tag) {
    case 0xa0: {
      const [type, value] = elements(element, what);
      const id = oid(type, `${what}: type of an otherName`);
      const inner = value === undefined ? undefined : elements(value, what)[0];
      if (value?.tag !== 0xa0 || inner === undefined) throw new DerError(`${what} has an otherName without a value`);
      const text = stringOf(inner);
      return { kind: 'other', type: id, text: `${id}=${text === null ? `#${Buffer.from(inner.bytes).toString('hex')}` : text}` };
    }
    case 0x81:
      return { kind: 'email', value: ascii(content, `${what}: e-mail address`) };
    case 0x82:
      return { kind: 'dns', value: ascii(content, `${what}: DNS name`) };
    case 0xa4: {
      const [inner, more] = elements(element, what);
      if (inner === undefined || more !== undefined) throw new DerError(`${what} has a directory name that is none`);
      const name = parseName(inner.bytes);
      return { kind: 'directory', name, key: nameKey(name), der: inner.bytes };
    }
    case 0x86:
      return { kind: 'uri', value: ascii(content, `${what}: URI`) };
    case 0x87:
      return { kind: 'ip', octets: content };
    case 0x88:
      return { kind: 'other', type: 'registeredID', text: oid({ ...element, tag: 0x06 }, `${what}: registered identifier`) };
    case 0xa3:
    case 0xa5:
      return { kind: 'other', type: tag === 0xa3 ? 'x400Address' : 'ediPartyName', text: `#${Buffer.from(element.bytes).toString('hex')}` };
    default:
      throw new DerError(`${what} has a name of an unknown form`);
  }
}

/** As the record shows it: text that is safe to print. */
export function shownName(name: RawName): GeneralName {
  switch (name.kind) {
    case 'dns':
    case 'email':
    case 'uri':
      return { kind: name.kind, value: printable(name.value) };
    case 'ip':
      return { kind: 'ip', value: ipText(name.octets) ?? Buffer.from(name.octets).toString('hex') };
    case 'directory':
      return { kind: 'directory', value: describeName(name.der) };
    case 'other':
      return { kind: 'other', value: printable(name.text) };
  }
}

/** The content of a subjectAltName or issuerAltName. Throws DerError. */
export function alternativeNames(value: Uint8Array, what: string): readonly RawName[] {
  return generalNames(sequence(onlyElement(value, what), what), what);
}

function ascii(content: Uint8Array, what: string): string {
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) throw new DerError(`${what} has characters beyond ASCII`);
  return text;
}
