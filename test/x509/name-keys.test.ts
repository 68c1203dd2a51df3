import assert from 'node:assert/strict';
import { javaNameKey, nameKey, opensslNameKey, parseName } from '../../src/x509/distinguished-name.ts';
import { der, name } from '../support/certificate-maker.ts';

const keys = { standard: nameKey, java: javaNameKey, openssl: opensslNameKey } as const;
type Judge = keyof typeof keys;

const tagged = (tag: number, text: string, type = '2.5.4.3'): Uint8Array =>
  der.sequence(der.set(der.sequence(der.oid(type), der.raw(tag, Buffer.from(text)))));
const several = (...texts: readonly string[]): Uint8Array =>
  der.sequence(der.set(...texts.map((text) => der.sequence(der.oid('2.5.4.3'), der.text(0x0c, text)))));

/** Two names, and for whom they are one: as JDK 17 and 25 and OpenSSL 3.0 took one for the issuer of the other. */
const cases: readonly (readonly [string, Uint8Array, Uint8Array, readonly Judge[]])[] = [
  ['case', name('CN=The CA'), name('CN=the ca'), ['standard', 'java', 'openssl']],
  ['blanks', name('CN=the ca'), name('CN= the   ca '), ['standard', 'java', 'openssl']],
  ['a tab within', name('CN=the ca'), name('CN=the\tca'), ['standard', 'openssl']],
  ['a tab at the ends', name('CN=ca'), name('CN=\tca\t'), ['standard', 'java', 'openssl']],
  ['a no-break space', name('CN=the ca'), name('CN=the\u00a0ca'), ['standard', 'java']],
  ['umlauts of another case', name('CN=bücher'), name('CN=BÜCHER'), ['standard', 'java']],
  ['ß and ss', name('CN=straße'), name('CN=strasse'), ['java']],
  ['composed and decomposed', name('CN=b\u00fccher'), name('CN=bu\u0308cher'), ['standard', 'java']],
  ['PrintableString', name('CN=ca'), tagged(0x13, 'CA'), ['standard', 'java', 'openssl']],
  ['IA5String', name('CN=ca'), tagged(0x16, 'ca'), ['standard', 'openssl']],
  ['TeletexString of another case', tagged(0x14, 'ca'), tagged(0x14, 'CA'), ['standard', 'openssl']],
  ['NumericString', tagged(0x12, '12'), tagged(0x13, '12'), ['standard']],
  ['an attribute beyond RFC 2253, of another case', name('emailAddress=a@b.c'), name('emailAddress=A@B.C'), ['standard', 'openssl']],
  ['the order in a part', several('a', 'b'), several('b', 'a'), ['standard', 'java', 'openssl']],
  ['one part and two', several('a', 'b'), name('CN=a', 'CN=b'), []],
  ['an empty part', der.sequence(der.set(), der.set(der.sequence(der.oid('2.5.4.3'), der.text(0x0c, 'ca')))), name('CN=ca'), ['openssl']],
  ['a letter', name('CN=c'), name('CN=d'), []],
];

describe('Two names of a CA', () => {
  for (const [what, a, b, judges] of cases) {
    it(`that differ in ${what} are one for ${judges.join(', ') || 'nobody'}`, () => {
      const same = (Object.keys(keys) as Judge[]).filter((judge) => keys[judge](parseName(a)) === keys[judge](parseName(b)));
      assert.deepEqual(same, judges);
    });
  }
});
