import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Codec, decode, encode } from '../../src/tls/bytes/codec.ts';
import { DecodeError } from '../../src/tls/bytes/decode-error.ts';

/**
 * What is true of every codec, as tests of the one at hand. `shorter` is for a message with an optional tail: the value that the
 * message has without it, or null where it has none to lose.
 */
export function codecLaws<T>(codec: Codec<T>, values: fc.Arbitrary<T>, shorter: (value: T) => T | null = () => null): void {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(values, (value) => {
        assert.deepEqual(decode(codec, encode(codec, value)), { ok: true, value });
      }),
    );
  });

  it('refuses every proper prefix, and one byte more', () => {
    fc.assert(
      fc.property(values, fc.nat(255), (value, more) => {
        const data = encode(codec, value);
        const without = shorter(value);
        const tail = without === null ? -1 : encode(codec, without).length;
        for (let length = 0; length < data.length; length++) {
          const got = decode(codec, data.subarray(0, length));
          if (length === tail) assert.deepEqual(got, { ok: true, value: without });
          else refused(got, `the first ${length} of ${data.length} bytes`);
        }
        refused(decode(codec, Uint8Array.of(...data, more)), 'one byte more');
      }),
      { numRuns: 50 },
    );
  });

  it('answers any bytes with a value or a DecodeError, and what it reads it writes back byte for byte', () => {
    const spoiled = fc.tuple(values, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
      const data = encode(codec, value);
      if (data.length > 0) data[at % data.length] = byte;
      return data;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), spoiled), (data) => {
        const got = decode(codec, data);
        if (got.ok) assert.deepEqual(encode(codec, got.value), data);
        else assert.ok(got.error instanceof DecodeError);
      }),
      { numRuns: 300 },
    );
  });
}

function refused(got: ReturnType<typeof decode>, what: string): void {
  assert.ok(!got.ok, `${what} decoded`);
  assert.ok(got.error instanceof DecodeError);
}
