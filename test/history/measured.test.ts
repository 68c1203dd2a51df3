import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Json, joinMeasured, splitMeasured } from '../../src/history/measured.ts';

const instant = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString());
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), instant, fc.array(fc.integer(), { maxLength: 2 }));
const key = fc.oneof(fc.constantFrom('startedAt', 'durationMs', 'date', 'localAddress', 'cost', 'chain'), fc.string({ minLength: 1 }));
const { document } = fc.letrec<{ readonly document: Json }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    leaf as fc.Arbitrary<Json>,
    fc.array(tie('document'), { maxLength: 4 }),
    fc.dictionary(key, tie('document'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe('a document in what lasts and what was measured', () => {
  it('is put together again as it was', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 0, max: 4_000_000_000_000 }), (whole, since) => {
        assert.deepEqual(joinMeasured(JSON.parse(JSON.stringify(splitMeasured(whole, since))), since), JSON.parse(JSON.stringify(whole)));
      }),
      { numRuns: 500 },
    );
  });

  it('lasts as it is where only what is measured differs', () => {
    const seen = (startedAt: string, bytesReceived: number, date: string) => ({
      startedAt,
      service: { application: { answer: { status: 200, headers: { date: [date], server: ['x'] } } } },
      conversations: [{ startedAt, helloTime: bytesReceived, ending: { kind: 'timeout', afterMs: bytesReceived } }],
      cost: { connections: 2, bytesReceived, durationMs: 1.5 },
    });
    const one = splitMeasured(seen('2026-01-01T02:00:00.000Z', 8, 'Thu, 01 Jan 2026 02:00:00 GMT'), 0);
    const other = splitMeasured(seen('2026-02-01T02:00:00.123Z', 9, 'Sun, 01 Feb 2026 02:00:00 GMT'), 0);
    assert.deepEqual(one.lasting, other.lasting);
    assert.notDeepEqual(one.measured, other.measured);
    assert.deepEqual((one.lasting as { readonly cost: Json }).cost, { connections: 2, bytesReceived: null, durationMs: null });
  });

  it('refuses parts that do not belong together', () => {
    const { lasting, measured } = splitMeasured({ startedAt: 'x', durationMs: 3 }, 0);
    assert.throws(() => joinMeasured({ lasting, measured: measured.slice(1) }, 0), RangeError);
    assert.throws(() => joinMeasured({ lasting, measured: [...measured, 1] }, 0), RangeError);
  });
});
