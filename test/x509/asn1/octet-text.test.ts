import assert from 'node:assert/strict';
import { isAscii, latin1, readableUtf8 } from '../../../src/x509/asn1/octet-text.ts';

describe('The text of octets', () => {
  const octets = (text: string) => latin1(Buffer.from(text));
  it('is Latin-1, of a part of a buffer too', () => {
    const all = Buffer.from([0x41, 0xe9, 0x42]);
    assert.deepEqual([latin1(all), latin1(all.subarray(1, 2)), latin1(new Uint8Array())], ['A\xe9B', '\xe9', '']);
  });

  it('is UTF-8 where it is that beyond ASCII, its byte order mark among it', () => {
    assert.equal(readableUtf8(octets('é')), 'é');
    assert.equal(readableUtf8(octets('\ufeffé')), '\ufeffé');
    assert.equal(readableUtf8('abc'), null);
    assert.equal(readableUtf8(''), null);
    assert.equal(readableUtf8('\xe9'), null);
    assert.equal(readableUtf8('\xc3'), null);
  });

  it('is ASCII up to 0x7f', () => {
    assert.deepEqual([isAscii(''), isAscii('a\x7f'), isAscii('a\x80'), isAscii('\x80a'), isAscii('é')], [true, true, false, false, false]);
  });
});
