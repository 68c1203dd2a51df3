import assert from 'node:assert/strict';
import type { Clock } from '../../src/model/clock.ts';
import { readSchedule } from '../../src/watch/schedule.ts';
import { type Tick, type WatchPlan, watch } from '../../src/watch/watch.ts';

const at = (time: string) => new Date(`2026-01-01T${time}Z`);

/** A clock that stands still but for sleep, and what the machine does meanwhile. */
class TestClock implements Clock {
  time: number;
  readonly random: () => number;
  /** How much later it is after a sleep than was asked for, once each. */
  readonly #jumps: [after: number, by: number][];

  constructor(time: string, { random = 0, jumps = [] }: { random?: number; jumps?: readonly (readonly [string, number])[] } = {}) {
    this.time = at(time).getTime();
    this.random = () => random;
    this.#jumps = jumps.map(([after, by]) => [at(after).getTime(), by]);
  }

  readonly now = () => this.time;

  readonly sleep = async (ms: number) => {
    this.time += ms;
    const [jump] = this.#jumps;
    if (jump !== undefined && this.time >= jump[0]) {
      this.time += jump[1];
      this.#jumps.shift();
    }
  };
}

const hours = 3_600_000;

/** When runs began, and what each was told, up to so many. @param took milliseconds of each */
async function runsOf({
  clock,
  since,
  plan = () => hourly,
  took = [],
  most,
}: {
  readonly clock: TestClock;
  readonly since: Date | null;
  readonly plan?: (clock: TestClock) => WatchPlan;
  readonly took?: readonly number[];
  readonly most: number;
}) {
  const ended = new AbortController();
  const begun: (readonly [string, string, number])[] = [];
  let underWay = 0;
  await watch({
    plan: () => plan(clock),
    since,
    clock,
    signal: ended.signal,
    run: async ({ due, missed }: Tick) => {
      underWay += 1;
      assert.equal(underWay, 1);
      begun.push([new Date(clock.now()).toISOString().slice(11, 19), due.toISOString().slice(11, 19), missed]);
      await clock.sleep(took[begun.length - 1] ?? 1000);
      underWay -= 1;
      if (begun.length === most) ended.abort();
    },
  });
  return begun;
}

const hourly: WatchPlan = { schedule: readSchedule('@hourly', 'UTC'), jitterMs: 0 };

describe('a watch', () => {
  it('begins at once where nothing is known of an earlier run, and then by its schedule', async () => {
    assert.deepEqual(await runsOf({ clock: new TestClock('00:20:00'), since: null, most: 3 }), [
      ['00:20:00', '00:20:00', 0],
      ['01:00:00', '01:00:00', 0],
      ['02:00:00', '02:00:00', 0],
    ]);
  });

  it('waits for its schedule where the last run is known, and makes up for runs that were missed, by one', async () => {
    assert.deepEqual(await runsOf({ clock: new TestClock('00:20:00'), since: at('00:00:10'), most: 1 }), [['01:00:00', '01:00:00', 0]]);
    assert.deepEqual(await runsOf({ clock: new TestClock('05:20:00'), since: at('00:00:10'), most: 2 }), [
      ['05:20:00', '05:00:00', 4],
      ['06:00:00', '06:00:00', 0],
    ]);
  });

  it('makes up for what was due while the machine slept, by one run', async () => {
    const clock = new TestClock('00:20:00', { jumps: [['00:30:00', 3 * hours]] });
    assert.deepEqual(await runsOf({ clock, since: at('00:00:10'), most: 2 }), [
      ['03:30:00', '03:00:00', 2],
      ['04:00:00', '04:00:00', 0],
    ]);
  });

  it('never runs twice at once: what was due during a run is left out and counted', async () => {
    assert.deepEqual(await runsOf({ clock: new TestClock('00:20:00'), since: at('00:00:10'), took: [2.5 * hours], most: 2 }), [
      ['01:00:00', '01:00:00', 0],
      ['04:00:00', '04:00:00', 2],
    ]);
  });

  it('begins later by its jitter, but not what it makes up for', async () => {
    const plan = { ...hourly, jitterMs: 600_000 };
    assert.deepEqual(
      await runsOf({ clock: new TestClock('05:20:00', { random: 0.5 }), since: at('00:00:10'), plan: () => plan, most: 2 }),
      [
        ['05:20:00', '05:00:00', 4],
        ['06:05:00', '06:00:00', 0],
      ],
    );
  });

  it('runs by another plan from the moment that it has it', async () => {
    const later: WatchPlan = { schedule: readSchedule('*/10 * * * *', 'UTC'), jitterMs: 0 };
    const plan = (clock: TestClock) => (clock.time < at('00:35:00').getTime() ? hourly : later);
    assert.deepEqual(await runsOf({ clock: new TestClock('00:20:00'), since: at('00:00:10'), plan, most: 2 }), [
      ['00:40:00', '00:40:00', 0],
      ['00:50:00', '00:50:00', 0],
    ]);
  });

  it('does not wait for a time that is past a second time where the clock is put back', async () => {
    const clock = new TestClock('10:20:00', { jumps: [['10:30:00', -5 * hours]] });
    assert.deepEqual(await runsOf({ clock, since: at('10:00:10'), most: 1 }), [['06:00:00', '06:00:00', 0]]);
  });
});
