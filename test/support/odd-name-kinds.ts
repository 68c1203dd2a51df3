import type { KeyObject } from 'node:crypto';
import type { OddNameCode } from '../../src/model/odd-name.ts';
import { der, extension, generalName, keysOf, makeCa, makeLeaf, name } from './certificate-maker.ts';

/** An entry of subjectAltName, and what is to be made of it. */
export type OddNameKind = {
  readonly title: string;
  readonly entry: Uint8Array;
  /** Null: nothing is wrong with it, or another rule tells it. */
  readonly code: OddNameCode | null;
  readonly instead: string | null;
};

const root = { name: name('CN=root'), keys: keysOf('P-256', 'odd names root') };
const keys = keysOf('P-256', 'odd names leaf');

export const oddNamesAnchor = makeCa(root.name, root.keys);
export const oddNamesKey: KeyObject = keys.privateKey;

/** A certificate with exactly these entries; the common name shows who falls back to it. */
export function leafWithEntries(entries: readonly Uint8Array[], { critical = false, commonName = 'somebody' } = {}): Uint8Array {
  return leafWithNames(der.sequence(...entries), { critical, commonName });
}

/** The same with any bytes as the extension. */
export function leafWithNames(value: Uint8Array, { critical = false, commonName = 'somebody' } = {}): Uint8Array {
  return makeLeaf([], root, { subject: name(`CN=${commonName}`), keys, extensions: [extension('2.5.29.17', critical, value)] });
}

export const dns = (text: string): Uint8Array => der.raw(0x82, Buffer.from(text, 'latin1'));
const utf8 = (tag: number, text: string): Uint8Array => der.raw(tag, Buffer.from(text));
const bytes = (...octets: readonly number[]): Uint8Array => Uint8Array.from(octets);
const uri = (text: string): OddNameKind => ({ title: `the URI ${text}`, entry: utf8(0x86, text), code: 'uri', instead: null });
const odd = (title: string, entry: Uint8Array, code: OddNameCode | null, instead: string | null = null): OddNameKind => ({
  title,
  entry,
  code,
  instead,
});

export const oddNameKinds: readonly OddNameKind[] = [
  odd('another name', dns('es03'), null),
  odd('a byte beyond ASCII', dns('\u00e9s02'), 'non-ascii'),
  odd('a name in UTF-8', utf8(0x82, 'b\u00fccher.example'), 'non-ascii', 'xn--bcher-kva.example'),
  odd('a trailing dot', dns('es02.'), 'trailing-dot', 'es02'),
  odd('a port', dns('es02:9200'), 'port', 'es02'),
  odd('a URL', dns('https://es02:9200'), 'url', 'es02'),
  odd('a URL with a path', dns('https://user@es02/path'), 'url', 'es02'),
  odd('a blank inside', dns('es 02'), 'whitespace'),
  odd('a blank before', dns(' es02'), 'whitespace', 'es02'),
  odd('a line end behind', dns('es02\n'), 'whitespace', 'es02'),
  odd('nothing', dns(''), 'empty'),
  odd('a NUL', dns('es02\0.acme.org'), 'nul'),
  odd('an escape sequence', dns('es02\u001b[2J'), 'control'),
  odd('a leading dot', dns('.acme.org'), 'leading-dot', '*.acme.org'),
  odd('two dots', dns('es02..acme.org'), 'empty-label'),
  odd('a dot alone', dns('.'), 'empty-label'),
  odd('an underscore', dns('es_02'), null),
  odd('a leading hyphen', dns('-es02'), 'hyphen'),
  odd('a trailing hyphen', dns('es02-'), 'hyphen'),
  odd('a slash', dns('es02/path'), 'character'),
  odd('a list in one entry', dns('es02,es03'), 'character'),
  odd('a label of 300 letters', dns('a'.repeat(300)), 'too-long'),
  odd('a label of 64 letters', dns(`${'a'.repeat(64)}.acme.org`), 'too-long'),
  odd('xn-- with nothing behind', dns('xn--'), 'hyphen'),
  odd('xn-- that is no encoding', dns('xn--99999999.example'), 'a-label'),
  odd('an asterisk alone', dns('*'), null),
  odd('an asterisk in the middle', dns('a.*.acme.org'), null),
  odd('an asterisk in a label', dns('n*e.acme.org'), null),
  odd('two asterisks', dns('**.acme.org'), null),
  odd('an asterisk before a top level', dns('*.org'), null),
  odd('an address as DNS name', dns('10.0.0.11'), null),
  odd('an address of IPv6 as DNS name', dns('2001:db8::1'), null),
  odd('a DNS name in pieces', der.raw(0xa2, der.text(0x16, 'es03')), 'unreadable'),
  odd('five octets of address', der.raw(0x87, bytes(1, 2, 3, 4, 5)), 'ip-length'),
  odd('no octets of address', der.raw(0x87), 'ip-length'),
  odd('an address with a mask', der.raw(0x87, bytes(10, 0, 0, 0, 255, 0, 0, 0)), 'ip-length'),
  odd('e-mail beyond ASCII', utf8(0x81, '\u00fc@acme.org'), 'non-ascii'),
  odd('e-mail that is a sentence', utf8(0x81, 'not an address'), null),
  odd('no e-mail', der.raw(0x81), 'email'),
  odd('a URI beyond ASCII', utf8(0x86, 'http://\u00fc/'), 'non-ascii'),
  odd('a URI', utf8(0x86, 'spiffe://acme/es'), null),
  uri('es02'),
  uri(''),
  uri('http://a b/'),
  uri('http://[zz]/'),
  uri('http://acme.org./'),
  uri('http://'),
  uri('http://acme.org/%zz'),
  odd('a directory name without one', der.raw(0xa4), 'unreadable'),
  odd('a directory name that is none', der.raw(0xa4, bytes(0x30, 3, 1, 1, 0)), 'unreadable'),
  odd('an empty directory name', der.raw(0xa4, der.sequence()), null),
  odd('a directory name that is no structure', der.raw(0x84, name('CN=x')), 'unreadable'),
  odd('an otherName without a value', der.raw(0xa0, der.oid('1.2.3')), 'unreadable'),
  odd('an empty otherName', der.raw(0xa0), 'unreadable'),
  odd('an otherName', generalName('other:1.2.3=x'), null),
  odd('a registered identifier', der.raw(0x88, der.oid('1.2.3').subarray(2)), null),
  odd('an empty registered identifier', der.raw(0x88), 'unreadable'),
  odd('a broken registered identifier', der.raw(0x88, bytes(0x80)), 'unreadable'),
  odd('an X.400 address', der.raw(0xa3, der.sequence()), null),
  odd('an unknown form', der.raw(0x89, bytes(1)), 'unreadable'),
  odd('a string without a form', der.text(0x16, 'es02'), 'unreadable'),
  odd('nothing of ASN.1', der.null(), 'unreadable'),
  odd('a list within the list', der.sequence(dns('es02')), 'unreadable'),
];
