import assert from 'node:assert/strict';
import { type Codec, decode, encode } from '../../../src/tls/bytes/codec.ts';
import { hex } from '../../support/hex.ts';

const pair: Codec<readonly [number, number]> = {
  name: 'Pair',
  read: (from) => [from.uint(1, 'first'), from.uint(1, 'second')],
  write: (to, [first, second]) => {
    to.uint(1, first);
    to.uint(1, second);
  },
};

describe('decode and encode', () => {
  it('give back the value of the whole of the bytes', () => {
    assert.deepEqual(decode(pair, hex('01 02')), { ok: true, value: [1, 2] });
    assert.deepEqual(encode(pair, [1, 2]), hex('01 02'));
  });

  it('keep apart what is encoded while something else is, and what comes after a value that does not fit', () => {
    const outer: Codec<number> = {
      ...pair,
      read: (from) => from.uint(1, 'first'),
      write: (to, value) => {
        to.uint(1, value);
        to.bytes(encode(pair, [value, value]));
      },
    };
    assert.deepEqual(encode(outer, 7), hex('07 07 07'));
    assert.throws(() => encode(pair, [1, 256]), RangeError);
    assert.deepEqual(encode(pair, [3, 4]), hex('03 04'));
  });

  it('name the message where bytes are left over', () => {
    const got = decode(pair, hex('01 02 03'));
    assert.equal(got.ok ? 'decoded' : got.error.message, 'Pair: left-over at byte 2');
  });

  it('turn no other error than DecodeError into an answer', () => {
    const broken: Codec<number> = { ...pair, read: () => JSON.parse('{'), write: () => {} };
    assert.throws(() => decode(broken, hex('01')), SyntaxError);
  });
});
