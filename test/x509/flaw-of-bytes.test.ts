import assert from 'node:assert/strict';
import { flawOfBytes, isPem, lengthSaid } from '../../src/x509/flaw-of-bytes.ts';
import { der } from '../support/certificate-maker.ts';
import { hex } from '../support/hex.ts';

const inner = der.sequence(der.oid('1.2.3'));
const time = der.time(new Date('2026-01-01T00:00:00Z'));
const late = der.time(new Date('2060-01-01T00:00:00Z'));
const attributes = der.raw(0xa0, der.null());
const signed = (...fields: readonly Uint8Array[]) => der.sequence(der.sequence(...fields), inner, der.bits(Uint8Array.of(1)));

const fault = { code: 'field-version-unknown' } as const;

describe('bytes that are no certificate', () => {
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', new Uint8Array(), 'empty'],
    ['text', Buffer.from('hello'), 'not-asn1'],
    ['a PEM block', Buffer.from('Bag Attributes\n-----BEGIN CERTIFICATE-----\n'), 'pem-text'],
    ['a number', der.integer(1), 'not-asn1'],
    ['half of a sequence', inner.subarray(0, inner.length - 1), 'truncated'],
    ['a sequence of nothing known', inner, 'field'],
    ['an empty sequence', der.sequence(), 'field'],

    ['PKCS#7', der.sequence(der.oid('1.2.840.113549.1.7.2'), der.raw(0xa0, der.null())), 'pkcs7'],
    ['an object identifier alone', der.sequence(der.oid('1.2.3'), der.null()), 'field'],
    ['a private key in PKCS#8', der.sequence(der.integer(0), inner, der.octets(Uint8Array.of(1))), 'private-key'],
    ['a private EC key', der.sequence(der.integer(1), der.octets(Uint8Array.of(1))), 'private-key'],
    ['two numbers', der.sequence(der.integer(1), der.integer(2)), 'field'],
    ['three numbers', der.sequence(der.integer(1), der.integer(2), der.integer(3)), 'field'],
    ['a public key', der.sequence(inner, der.bits(Uint8Array.of(1))), 'public-key'],
    ['a request', signed(der.integer(0), inner, inner, attributes), 'signing-request'],
    ['a request without attributes', signed(der.integer(0), inner, inner), 'field'],
    ['a revocation list', signed(der.integer(1), inner, inner, time), 'revocation-list'],
    ['a revocation list of version 1', signed(inner, inner, time), 'revocation-list'],
    ['a revocation list of the year 2060', signed(der.integer(1), inner, inner, late), 'revocation-list'],
    ['a certificate with a sequence in the place of the time', signed(der.integer(1), inner, inner, inner), 'field'],
    ['something signed in another way', der.sequence(der.sequence(inner), inner, der.octets(Uint8Array.of(1))), 'field'],
  ];
  for (const [what, bytes, expected] of cases) {
    it(`${what}: ${expected}`, () => {
      const flaw = flawOfBytes(bytes, fault);
      assert.equal(flaw.code === 'other-structure' ? flaw.structure : flaw.code, expected);
      if (flaw.code === 'field') assert.equal(flaw.fault, fault);
    });
  }

  it('say how many there are, and how many there should be', () => {
    assert.deepEqual(flawOfBytes(hex('30 0a 02 01'), fault), { code: 'truncated', have: 4, need: 12 });
    assert.deepEqual(flawOfBytes(hex('30 82 01 00 02'), fault), { code: 'truncated', have: 5, need: 260 });
  });

  it('say how long they are in up to three octets', () => {
    const said: readonly (readonly [string, number | null])[] = [
      ['30', null],
      ['30 00', 2],
      ['30 7f', 129],
      ['30 80', null],
      ['30 81', null],
      ['30 81 ff', 258],
      ['30 82 01 02', 262],
      ['30 83 01 02 03', 66_056],
      ['30 83 01 02', null],
      ['30 84 00 00 00 01', null],
    ];
    for (const [bytes, length] of said) assert.equal(lengthSaid(hex(bytes)), length, bytes);
  });

  it('are PEM where a block begins in the first 4 KiB', () => {
    const begin = '-----BEGIN ';
    assert.equal(isPem(Buffer.from(' '.repeat(4096 - begin.length) + begin)), true);
    assert.equal(isPem(Buffer.from(' '.repeat(4097 - begin.length) + begin)), false);
  });
});
