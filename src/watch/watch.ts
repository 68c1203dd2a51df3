import type { Clock } from '../model/clock.ts';
import type { Schedule } from './schedule.ts';

/** When runs are due, and how far each may be put off. */
export type WatchPlan = {
  readonly schedule: Schedule;
  /** A run begins up to so many milliseconds later than it is due, at random, so that many machines do not begin together. */
  readonly jitterMs: number;
};

/** A run that is due. */
export type Tick = {
  readonly due: Date;
  /** Runs that were due before it and did not begin: the machine slept, or the run before took too long. This one stands for them. */
  readonly missed: number;
};

export type WatchOptions = {
  /** Asked again and again: a plan that was changed counts from then on. */
  readonly plan: () => WatchPlan;
  /** When the last run ended; null begins the first at once. */
  readonly since: Date | null;
  readonly clock: Clock;
  /** Ends the watch; a run that is under way is waited for. */
  readonly signal: AbortSignal;
  /** Never two at once. Rejects to end the watch. */
  readonly run: (tick: Tick) => Promise<void>;
};

/** The longest that is slept at once, in milliseconds: a machine that slept meanwhile, and a clock that was set, are noticed after that. */
const napMs = 5_000;

/** More runs than that are not counted. */
const mostCounted = 1000;

/** Runs by a plan until the signal aborts. What was due while nothing could run is made up for by one run. */
export async function watch(options: WatchOptions): Promise<void> {
  const { plan, clock, signal, run } = options;
  let since = options.since;
  // Of a run that was due and is not done, nobody knows before there was a first.
  let counted = since;
  while (!signal.aborted) {
    const coming = await untilDue(since, options);
    if (coming === null) return;
    const { due, isOfAnotherPlan } = coming;
    await run({ due, missed: counted === null || isOfAnotherPlan ? 0 : instantsBetween(plan().schedule, counted, due) });
    counted = due;
    since = new Date(clock.now());
  }
}

/** The next moment at which a run is due, once it has come; null where the signal aborted before. */
async function untilDue(
  since: Date | null,
  { plan, clock, signal }: WatchOptions,
): Promise<{ readonly due: Date; readonly isOfAnotherPlan: boolean } | null> {
  const late = clock.random();
  const first = plan();
  let known = first;
  let due = since === null ? new Date(clock.now()) : known.schedule.next(since);
  // What is made up for, and what comes first, is not put off.
  const isDueAlready = due !== null && due.getTime() <= clock.now();
  while (!signal.aborted) {
    const now = clock.now();
    const current = plan();
    const next = current.schedule.next(new Date(now));
    // The plan was changed, or the clock was put back.
    if (current !== known || (due !== null && next !== null && next < due)) due = next;
    known = current;
    const begins = due === null ? Number.POSITIVE_INFINITY : due.getTime() + (isDueAlready ? 0 : late * current.jitterMs);
    if (now >= begins) return { due: latestOf(current.schedule, due ?? new Date(now), now), isOfAnotherPlan: current !== first };
    await clock.sleep(Math.min(begins - now, napMs), signal);
  }
  return null;
}

/** Of the moments from one on that have passed, the last. */
function latestOf({ next }: Schedule, due: Date, now: number): Date {
  let latest = due;
  for (let count = 0; count < mostCounted; count++) {
    const later = next(latest);
    if (later === null || later.getTime() > now) break;
    latest = later;
  }
  return latest;
}

/** How many runs are due between two moments, both left out. */
function instantsBetween({ next }: Schedule, after: Date, before: Date): number {
  let count = 0;
  for (let at = next(after); at !== null && at < before && count < mostCounted; at = next(at)) count += 1;
  return count;
}
