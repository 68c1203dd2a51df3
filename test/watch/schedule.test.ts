import assert from 'node:assert/strict';
import { UsageError } from '../../src/model/usage-error.ts';
import { readSchedule } from '../../src/watch/schedule.ts';

const following = (pattern: string, zone: string | null, from: string, count: number) => {
  const { next } = readSchedule(pattern, zone);
  const found: string[] = [];
  for (let at = next(new Date(from)); at !== null && found.length < count; at = next(at)) found.push(at.toISOString());
  return found;
};

describe('a schedule', () => {
  it('has the moments of its pattern, in its time zone', () => {
    assert.deepEqual(following('0 2 * * *', 'Europe/Berlin', '2026-01-01T00:00:00Z', 2), [
      '2026-01-01T01:00:00.000Z',
      '2026-01-02T01:00:00.000Z',
    ]);
    assert.deepEqual(following('@hourly', 'UTC', '2026-01-01T00:00:00Z', 1), ['2026-01-01T01:00:00.000Z']);
    assert.deepEqual(following('*/30 * * * * *', 'UTC', '2026-01-01T00:00:01Z', 1), ['2026-01-01T00:00:30.000Z']);
  });

  it('is due once a day where clocks are put forward over it, and where they are put back', () => {
    for (const [from, days] of [
      ['2026-03-27T12:00:00Z', ['28', '29', '30']],
      ['2026-10-23T12:00:00Z', ['24', '25', '26']],
    ] as const)
      assert.deepEqual(
        following('30 2 * * *', 'Europe/Berlin', from, 3).map((at) => at.slice(8, 10)),
        days,
      );
  });

  for (const [pattern, zone, message] of [
    ['0 99 * * *', null, '"0 99 * * *" is no schedule'],
    ['every day', null, '"every day" is no schedule'],
    ['', null, '"" is no schedule'],
    ['0 0 30 2 *', null, '"0 0 30 2 *" is no schedule: it names no moment to come'],
    ['@hourly', 'Mars/Olympus', 'there is no time zone "Mars/Olympus"'],
  ] as const) {
    it(`is refused: ${message}`, () => {
      assert.throws(
        () => readSchedule(pattern, zone),
        (error) => error instanceof UsageError && error.code === 'schedule-invalid' && error.message === message,
      );
    });
  }
});
