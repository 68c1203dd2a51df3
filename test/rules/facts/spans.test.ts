import assert from 'node:assert/strict';
import { dayMs } from '../../../src/model/days-left.ts';
import { day, span } from '../../../src/wording/spans.ts';

describe('span', () => {
  const cases: readonly (readonly [ms: number, text: string])[] = [
    [400, '400 milliseconds'],
    [1000, '1 second'],
    [119_000, '119 seconds'],
    [120_000, '2 minutes'],
    [3_600_000, '1 hour'],
    [dayMs, '24 hours'],
    [2 * dayMs - 1, '47 hours'],
    [-2 * dayMs, '2 days'],
    [730 * dayMs, '730 days'],
    [3 * 365 * dayMs, '3 years'],
  ];
  for (const [ms, text] of cases) it(`calls ${ms} ms ${text}`, () => assert.equal(span(ms), text));
});

describe('day', () => {
  it('is the day in UTC', () => {
    assert.equal(day(new Date('2026-12-31T23:59:59Z')), '2026-12-31');
  });

  it('does not throw on a date that is none', () => {
    assert.equal(day(new Date(Number.NaN)), 'an unreadable date');
  });
});
