import assert from 'node:assert/strict';
import { readHead } from '../../../src/x509/asn1/element.ts';
import { hex } from '../../support/hex.ts';

describe('what stands before the content of an element', () => {
  const heads: readonly (readonly [string, ReturnType<typeof readHead>])[] = [
    ['04 7f', { tag: 0x04, length: 127, size: 2, isShortest: true }],
    ['04 81 80', { tag: 0x04, length: 128, size: 3, isShortest: true }],
    ['04 81 7f', { tag: 0x04, length: 127, size: 3, isShortest: false }],
    ['04 82 01 00', { tag: 0x04, length: 256, size: 4, isShortest: true }],
    ['04 82 00 ff', { tag: 0x04, length: 255, size: 4, isShortest: false }],
    ['04 84 ff ff ff ff', { tag: 0x04, length: 2 ** 32 - 1, size: 6, isShortest: true }],
    ['30 80', { tag: 0x30, length: null, size: 2, isShortest: true }],
    ['', 'asn1-ends-early'],
    ['04', 'asn1-ends-early'],
    ['1f', 'asn1-ends-early'],
    ['04 82 01', 'asn1-ends-early'],
    ['1f 01', 'asn1-unknown-tag'],
    ['bf 01', 'asn1-unknown-tag'],
    ['04 85 00 00 00 00 01', 'asn1-impossible-length'],
    ['04 85', 'asn1-impossible-length'],
  ];
  for (const [bytes, expected] of heads)
    it(`is read of ${bytes === '' ? 'nothing' : bytes}`, () => assert.deepEqual(readHead(hex(bytes)), expected));

  it('may have a length in more octets where whoever reads it allows them', () => {
    assert.deepEqual(readHead(hex('04 85 00 00 00 00 01'), 0, 5), { tag: 0x04, length: 1, size: 7, isShortest: false });
    assert.equal(readHead(hex('04 82 01 00'), 0, 1), 'asn1-impossible-length');
  });

  it('is read wherever it begins', () => {
    assert.deepEqual(readHead(hex('05 00 04 81 80'), 2), { tag: 0x04, length: 128, size: 3, isShortest: true });
  });
});
