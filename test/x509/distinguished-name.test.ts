import assert from 'node:assert/strict';
import { describeName, nameKey, parseName } from '../../src/x509/distinguished-name.ts';
import { der, name } from '../support/certificate-maker.ts';

const single = (tag: number, value: Uint8Array): Uint8Array => der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.raw(tag, value))));
const key = (bytes: Uint8Array): string => nameKey(parseName(bytes));

describe('A distinguished name as text (RFC 4514)', () => {
  it('begins with the most specific part', () => {
    assert.equal(describeName(name('C=DE', 'O=acme', 'CN=es01')), 'CN=es01, O=acme, C=DE');
  });

  it('escapes what the text would otherwise mean', () => {
    assert.equal(describeName(name('O=a,b+c"\\<>;', 'CN=#x ')), 'CN=\\#x\\ , O=a\\,b\\+c\\"\\\\\\<\\>\\;');
  });

  it('reads each kind of string', () => {
    const kinds: readonly (readonly [number, Uint8Array])[] = [
      [0x0c, Buffer.from('zürich')],
      [0x14, Buffer.from('zürich', 'latin1')],
      [0x1e, Buffer.from('zürich', 'utf16le').swap16()],
      [0x1c, Buffer.concat(Array.from('zürich', (c) => Buffer.from([0, 0, 0, c.charCodeAt(0)])))],
    ];
    for (const [tag, value] of kinds) assert.equal(describeName(single(tag, value)), 'CN=zürich', String(tag));
  });

  it('spells a value that is no string in hexadecimal', () => {
    assert.equal(describeName(single(0x02, Uint8Array.of(1))), 'CN=#020101');
    assert.equal(describeName(single(0x0c, Uint8Array.of(0xff))), 'CN=#0c01ff');
  });

  it('is hexadecimal where an attribute is no pair', () => {
    const of = (...parts: readonly Uint8Array[]) => der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), ...parts)));
    const value = der.text(0x0c, 'a');
    assert.equal(describeName(of(value)), 'CN=a');
    for (const parts of [[], [value, value]]) assert.match(describeName(of(...parts)), /^#30/);
  });

  it('is empty for the empty name, and hexadecimal for what is none', () => {
    assert.equal(describeName(der.sequence()), '');
    assert.equal(describeName(Uint8Array.of(1, 2, 3)), '#010203');
  });
});

describe('Two distinguished names', () => {
  it('are equal without regard to case, blanks and kind of string (RFC 5280 §7.1)', () => {
    assert.equal(key(name('CN=Acme  CA ')), key(name('CN=acme ca')));
    assert.equal(key(single(0x13, Buffer.from('acme'))), key(single(0x0c, Buffer.from('ACME'))));
  });

  it('differ in order and in where parts begin', () => {
    assert.notEqual(key(name('O=a', 'CN=b')), key(name('CN=b', 'O=a')));
    assert.notEqual(key(name('CN=a,2.5.4.3=b')), key(name('CN=a', 'CN=b')));
    assert.notEqual(key(name('CN=a')), key(name('O=a')));
  });
});
