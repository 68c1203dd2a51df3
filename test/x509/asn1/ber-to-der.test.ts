import assert from 'node:assert/strict';
import fc from 'fast-check';
import { berToDer } from '../../../src/x509/asn1/ber-to-der.ts';
import { der } from '../../support/certificate-maker.ts';
import { hex } from '../../support/hex.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const converted = (ber: string) => {
  const result = berToDer(hex(ber));
  return result === null ? null : [text(result.der), result.read];
};

describe('BER as DER', () => {
  /** What stands there, and what it is in DER; null where it is no BER. */
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['an element that is DER', '02 01 05', '020105'],
    ['a length in more octets than it needs', '02 81 01 05', '020105'],
    ['a length in many more', '02 84 00 00 00 01 05', '020105'],
    ['an inner length in more octets than it needs', '30 04 02 81 01 05', '3003020105'],
    ['an indefinite length', '30 80 02 01 05 00 00', '3003020105'],
    ['an indefinite length within another', '30 80 30 80 02 01 05 00 00 00 00', '30053003020105'],
    ['an indefinite length of nothing', '30 80 00 00', '3000'],
    ['an indefinite length within a definite one', '30 07 30 80 02 01 05 00 00', '30053003020105'],
    ['a truth value that is not 0xff', '01 01 01', '0101ff'],
    ['a truth value that is', '01 01 ff', '0101ff'],
    ['an untruth', '01 01 00', '010100'],
    ['a truth value of two octets, which is none', '01 02 01 01', '01020101'],
    ['a bit string with ones behind its end', '03 02 04 ff', '030204f0'],
    ['a bit string with one bit behind its end', '03 02 01 ff', '030201fe'],
    ['a bit string with seven', '03 02 07 ff', '03020780'],
    ['a bit string with eight, which is none', '03 02 08 ff', '030208ff'],
    ['a bit string without such bits', '03 02 00 ff', '030200ff'],
    ['an empty bit string', '03 01 04', '030104'],
    ['of a long bit string the last octet alone', '03 04 04 ff ff ff', '030404fffff0'],
    ['an octet string, whatever is in it', '04 02 04 ff', '040204ff'],

    ['nothing', '', null],
    ['a tag alone', '02', null],
    ['an element cut short', '02 02 05', null],
    ['a length cut short', '02 82 01', null],
    ['an inner element cut short', '30 03 02 02 05', null],
    ['an inner element longer than the outer one', '30 02 02 01 05', null],
    ['an indefinite length without an end', '30 80 02 01 05', null],
    ['half of such an end', '30 80 02 01 05 00', null],
    ['an indefinite length of what has no parts', '04 80 01 00 00', null],
    ['a tag of several octets', '1f 81 01 00', null],
  ];
  for (const [what, ber, expected] of cases) {
    it(what, () => assert.deepEqual(converted(ber), expected === null ? null : [expected, hex(ber).length]));
  }

  it('ends where the first element ends', () => {
    assert.deepEqual(converted('02 01 05 ff ff'), ['020105', 3]);
    assert.deepEqual(converted('30 80 02 01 05 00 00 07'), ['3003020105', 7]);
  });

  it('goes 32 deep and no deeper', () => {
    const nested = (depth: number) => {
      let inner: Uint8Array = der.null();
      for (let i = 1; i < depth; i++) inner = der.sequence(inner);
      return inner;
    };
    assert.notEqual(berToDer(nested(32)), null);
    assert.equal(berToDer(nested(33)), null);
  });

  it('has the shortest length there is, at each size', () => {
    for (const size of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const long = Buffer.concat([Uint8Array.of(0x04, 0x84, 0, size >> 16, (size >> 8) & 0xff, size & 0xff), Buffer.alloc(size)]);
      assert.equal(text(berToDer(long)?.der ?? new Uint8Array()), text(der.octets(new Uint8Array(size))));
    }
  });

  it('never throws, and leaves what is DER as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const once = berToDer(bytes);
        if (once === null) return;
        assert.ok(once.read <= bytes.length);
        const twice = berToDer(once.der);
        assert.deepEqual(twice && [text(twice.der), twice.read], [text(once.der), once.der.length]);
      }),
    );
  });
});
