import assert from 'node:assert/strict';
import { Writer } from '../../../src/tls/bytes/writer.ts';
import { hex } from '../../support/hex.ts';

function written(write: (to: Writer) => void): Uint8Array {
  const to = new Writer();
  write(to);
  return to.done();
}

describe('Writer', () => {
  it('writes numbers of one to four bytes, most significant byte first', () => {
    const got = written((to) => {
      to.uint(1, 1);
      to.uint(2, 0x0203);
      to.uint(3, 0x040506);
      to.uint(4, 0xfffefdfc);
    });
    assert.deepEqual(got, hex('01 0203 040506 fffefdfc'));
  });

  it('computes lengths of nested vectors from what was written into them', () => {
    const got = written((to) =>
      to.vector(3, (outer) => {
        outer.opaque(1, hex('aa'));
        outer.list(2, [1, 2], (item, value) => item.uint(2, value));
        outer.uints(1, [3, 4], 1);
      }),
    );
    assert.deepEqual(got, hex('00000b 01aa 0004 0001 0002 02 03 04'));
  });

  it('grows as far as it needs to', () => {
    const got = written((to) => {
      to.uint(1, 7);
      to.opaque(3, new Uint8Array(100_000).fill(9));
      to.uint(1, 8);
    });
    assert.equal(got.length, 100_005);
    assert.deepEqual(got.subarray(0, 5), hex('07 0186a0 09'));
    assert.deepEqual(got.subarray(-2), hex('09 08'));
  });

  it('hands out a copy', () => {
    const to = new Writer();
    to.uint(1, 1);
    const got = to.done();
    got[0] = 99;
    assert.deepEqual(to.done(), hex('01'));
  });

  const misfits: readonly [what: string, write: (to: Writer) => void][] = [
    ['256 in a byte', (to) => to.uint(1, 256)],
    ['2^32 in four bytes', (to) => to.uint(4, 2 ** 32)],
    ['a negative number', (to) => to.uint(2, -1)],
    ['a fraction', (to) => to.uint(2, 1.5)],
    ['256 bytes behind a length of one byte', (to) => to.opaque(1, new Uint8Array(256))],
    ['65536 bytes behind a length of two bytes', (to) => to.opaque(2, new Uint8Array(65_536))],
    ['31 bytes in a field of 32', (to) => to.fixed(32, new Uint8Array(31))],
    ['33 bytes in a field of 32', (to) => to.fixed(32, new Uint8Array(33))],
  ];
  for (const [what, write] of misfits) {
    it(`refuses ${what} with RangeError`, () => {
      assert.throws(() => written(write), RangeError);
    });
  }

  it('takes the largest that each width holds', () => {
    const got = written((to) => {
      to.uint(1, 0xff);
      to.uint(4, 0xffffffff);
      to.fixed(2, hex('aabb'));
      to.opaque(1, new Uint8Array(255));
      to.opaque(2, new Uint8Array(65_535));
    });
    assert.equal(got.length, 1 + 4 + 2 + 256 + 65_537);
  });
});
