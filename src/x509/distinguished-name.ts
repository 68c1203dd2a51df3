import { Asn1Error, type Element, expectTag, tags } from './asn1/element.ts';
import { areAscii, latin1 } from './asn1/octet-text.ts';
import { oid } from './asn1/oid.ts';
import { elements, onlyElement, sequence } from './asn1/read-der.ts';

/** One attribute of a name, such as CN=es01. */
export type Attribute = {
  /** In dots. */
  readonly type: string;
  /** The value's identifier octet. */
  readonly tag: number;
  /** The value, with identifier and length. */
  readonly der: Uint8Array;
  /** Null where the value is not a string, or not one of its kind. */
  readonly text: string | null;
};

/** RDNSequence (RFC 5280 §4.1.2.4) in the order of the bytes: most general first. Each part is a set, nearly always of one; who reads certificates puts up with an empty one. */
export type Name = readonly (readonly Attribute[])[];

/**
 * RFC 4514 text, most specific part first, parts separated by a comma and a blank: `CN=es01, O=acme`. Characters that could trick a
 * terminal are escaped. Empty for the empty name, `#` and hexadecimal where the bytes are no name.
 */
export function describeName(der: Uint8Array): string {
  try {
    return nameText(parseName(der));
  } catch (error) {
    if (error instanceof Asn1Error) return `#${Buffer.from(der).toString('hex')}`;
    throw error;
  }
}

/** Real names have a dozen; each costs something whenever names are compared. */
const mostAttributes = 250;

/** Throws Asn1Error, also where it has more attributes than anybody gives a name. */
export function parseName(der: Uint8Array): Name {
  let left = mostAttributes;
  return sequence(onlyElement(der, 'name'), 'name').map((part) => {
    const attributes = elements(expectTag(part, tags.set, 'part of a name'), 'part of a name');
    left -= Math.max(1, attributes.length);
    if (left < 0) throw new Asn1Error({ code: 'asn1-too-many-parts', what: 'name' });
    return attributes.map(attribute);
  });
}

export function nameText(name: Name): string {
  return name
    .toReversed()
    .filter((part) => part.length > 0)
    .map((part) => part.map(attributeText).join('+'))
    .join(', ');
}

/** The most specific common name: the last one in the bytes, as JSSE reads it; null where there is none. */
export function commonName(name: Name): string | null {
  return commonNames(name).at(-1) ?? null;
}

/** All common names, most general first. */
export function commonNames(name: Name): readonly string[] {
  return name.flatMap((part) => part.filter(({ type }) => type === '2.5.4.3').flatMap(({ text }) => text ?? []));
}

/**
 * A text that is equal for names that RFC 5280 §7.1 calls equal: strings are compared without regard to case, to the kind of string and
 * to how many blanks there are; the order within a multi-valued part does not count.
 */
export function nameKey(name: Name): string {
  return name.map(partKey).join(',');
}

/**
 * The same as the JDK compares names (X500Name): only UTF8String and PrintableString are compared as text, and only in the attributes of RFC 2253; anything
 * else must be the same bytes.
 */
export function javaNameKey(name: Name): string {
  return name.map(javaPartKey).join(',');
}

/** The same as OpenSSL compares names (x509_name_canon): any kind of string but NumericString as text, and only ASCII without regard to case. */
export function opensslNameKey(name: Name): string {
  return name
    .filter((part) => part.length > 0)
    .map(opensslPartKey)
    .join(',');
}

/** The key of one part: `nameKey` is these, joined. */
export function partKey(part: readonly Attribute[]): string {
  return part.map(attributeKey).toSorted().join('+');
}

/** The string in a DirectoryString or IA5String; null where the element is none, or its bytes are not of its kind. */
export function stringOf({ tag, content }: Element): string | null {
  switch (tag) {
    case tags.utf8String:
      return utf8(content);
    case tags.numericString:
    case tags.printableString:
    case tags.ia5String:
    case tags.visibleString:
      return areAscii(content) ? latin1(content) : null;
    case tags.teletexString:
      return latin1(content);
    case tags.bmpString:
      return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : null;
    case tags.universalString:
      return utf32(content);
    default:
      return null;
  }
}

/** Escapes what could trick a terminal: control and format characters, as `\` and the hexadecimal of their UTF-8. */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) =>
    Array.from(Buffer.from(character), (octet) => `\\${octet.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  );
}

/** What nearly every text is: it costs one look. */
const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 ._:/@*()-]*[A-Za-z0-9)])?$/;

/** Short names: those of RFC 4514 §3, and what OpenSSL calls the other usual ones. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

function attribute(element: Element): Attribute {
  const [type, value, more] = sequence(element, 'attribute of a name');
  if (value === undefined || more !== undefined) throw new Asn1Error({ code: 'asn1-no-pair', what: 'attribute of a name' });
  return { type: oid(type, 'type of an attribute'), tag: value.tag, der: value.bytes, text: stringOf(value) };
}

function attributeText({ type, der, text }: Attribute): string {
  const value = text === null ? `#${Buffer.from(der).toString('hex')}` : escaped(text);
  return `${shortNames[type] ?? type}=${value}`;
}

function escaped(text: string): string {
  if (plain.test(text)) return text;
  const special = text.replace(/[\\",+<>;]/g, '\\$&').replace(/^[ #]/, '\\$&');
  return printable(/[^\\] $/.test(special) ? `${special.slice(0, -1)}\\ ` : special);
}

function attributeKey({ type, der, text }: Attribute): string {
  if (text === null) return `${type}=#${Buffer.from(der).toString('hex')}`;
  const folded = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return `${type}=${folded.replace(/[\\,+=#]/g, '\\$&')}`;
}

const rfc2253 = new Set(['CN', 'C', 'L', 'ST', 'O', 'OU', 'STREET', 'DC', 'UID']);

/** The key of one part: `javaNameKey` is these, joined. */
export function javaPartKey(part: readonly Attribute[]): string {
  return part.map(javaAttributeKey).toSorted().join('+');
}

/** AVA.toRFC2253CanonicalString. Blanks are what is left out at the ends and in a row; other white space is a character. */
function javaAttributeKey({ type, tag, der }: Attribute): string {
  const asText = (tag === tags.utf8String || tag === tags.printableString) && rfc2253.has(shortNames[type] ?? '');
  if (!asText) return `${type}=#${Buffer.from(der).toString('hex')}`;
  const text = Buffer.from(contentOf(der)).toString('utf8');
  const plain = trimmed(text.replace(/ +/g, ' '));
  return `${type}=${plain
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\\,+=#]/g, '\\$&')}`;
}

/** As String.trim of Java has it: every character up to the blank. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 0x20) from++;
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to--;
  return text.slice(from, to);
}

/** The key of one part: `opensslNameKey` is these, joined. */
export function opensslPartKey(part: readonly Attribute[]): string {
  return part.map(opensslAttributeKey).toSorted().join('+');
}

function opensslAttributeKey({ type, tag, der, text }: Attribute): string {
  if (text === null || tag === tags.numericString) return `${type}=#${Buffer.from(der).toString('hex')}`;
  const folded = text
    .replace(/^[ \t-\r]+|[ \t-\r]+$/g, '')
    .replace(/[ \t-\r]+/g, ' ')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return `${type}=${folded.replace(/[\\,+=#]/g, '\\$&')}`;
}

function contentOf(der: Uint8Array): Uint8Array {
  return onlyElement(der, 'value of an attribute').content;
}

function utf8(content: Uint8Array): string | null {
  if (areAscii(content)) return latin1(content);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

function utf32(content: Uint8Array): string | null {
  if (content.length % 4 !== 0) return null;
  let text = '';
  for (let i = 0; i < content.length; i += 4) {
    const point = ((content[i] ?? 0) << 24) | ((content[i + 1] ?? 0) << 16) | ((content[i + 2] ?? 0) << 8) | (content[i + 3] ?? 0);
    if (point < 0 || point > 0x10ffff) return null;
    text += String.fromCodePoint(point);
  }
  return text;
}
