import assert from 'node:assert/strict';
import { hkdfSync } from 'node:crypto';
import { hkdfExpandLabel, hkdfExtract } from '../../../src/tls/crypto/hkdf.ts';
import { hex, toHex } from '../../support/hex.ts';
import { simpleHandshake } from './rfc8448.ts';

describe('HKDF (RFC 5869, RFC 8446 §7.1)', () => {
  it('extracts as RFC 5869 §A.1 does', () => {
    const prk = hkdfExtract('sha256', hex('000102030405060708090a0b0c'), hex('0b'.repeat(22)));
    assert.equal(toHex(prk), '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
  });

  it('extracts the handshake secret of RFC 8448 §3', () => {
    const secret = hkdfExtract('sha256', hex(simpleHandshake.afterEarlySecret), hex(simpleHandshake.sharedSecret));
    assert.equal(toHex(secret), simpleHandshake.handshakeSecret);
  });

  it('expands a label of RFC 8448 §3', () => {
    const key = hkdfExpandLabel('sha256', hex(simpleHandshake.serverHandshakeSecret), 'key', new Uint8Array(), 16);
    assert.equal(toHex(key), simpleHandshake.serverHandshakeKey);
  });

  it('expands over several blocks as node:crypto does', () => {
    for (const length of [1, 47, 48, 49, 200]) {
      const secret = hex('ab'.repeat(48));
      const info = Buffer.concat([Uint8Array.of(length >> 8, length, 10), Buffer.from('tls13 test'), Uint8Array.of(3, 1, 2, 3)]);
      // Extract-and-expand with a known PRK cannot be asked of hkdfSync, so the secret is what it extracts first.
      const prk = hkdfExtract('sha384', hex('55'), secret);
      const expected = new Uint8Array(hkdfSync('sha384', secret, hex('55'), info, length));
      assert.equal(toHex(hkdfExpandLabel('sha384', prk, 'test', hex('010203'), length)), toHex(expected));
    }
  });

  it('refuses what does not fit the fields of HkdfLabel', () => {
    const secret = new Uint8Array(32);
    assert.throws(() => hkdfExpandLabel('sha256', secret, 'x'.repeat(250), new Uint8Array(), 16), RangeError);
    assert.throws(() => hkdfExpandLabel('sha256', secret, 'x', new Uint8Array(256), 16), RangeError);
    assert.throws(() => hkdfExpandLabel('sha256', secret, 'x', new Uint8Array(), 255 * 32 + 1), RangeError);
    assert.throws(() => hkdfExpandLabel('sha256', secret, 'x', new Uint8Array(), 0), RangeError);
  });
});
