import type { Schedule, Tick } from '../../index.ts';
import type { WatchRequest } from '../commands/watch.ts';
import { type Scanning, scanOnce } from '../scan-once.ts';
import type { Terminal } from '../terminal.ts';
import { runLine } from './run-line.ts';
import { runStreamedTick } from './run-streamed-tick.ts';
import { changesOf } from './runs-of-history.ts';
import type { WatchAlerts } from './watch-alerts.ts';
import type { WatchStatus } from './watch-status.ts';

/** What all runs of a watch have in common. */
export type Watched = {
  readonly terminal: Terminal;
  readonly status: WatchStatus;
  /** Null where nobody is told. */
  readonly alerts: WatchAlerts | null;
};

export type TickResult = { readonly kind: 'done'; readonly status: number } | { readonly kind: 'failed'; readonly error: unknown };

/** One run: scans, hands the report on to all who are to have it, and logs a line. Never rejects. @param schedule null where no other run follows @param scanning absent: this process asks */
export async function runTick(
  request: WatchRequest,
  tick: Tick,
  schedule: Schedule | null,
  { terminal, status, alerts }: Watched,
  scanning?: Scanning,
): Promise<TickResult> {
  const { quiet } = request.scan;
  try {
    if (request.scan.isStreamed) {
      const streamed = await runStreamedTick(request, tick, schedule, { terminal, status }, scanning?.stream);
      return { kind: 'done', status: streamed };
    }
    const done = await scanOnce({ ...request.scan, quiet: true }, terminal, scanning);
    await status.ended(done);
    const changes = done.run === null || request.scan.history === null ? null : await changesOf(request.scan.history, done.run);
    const told = (await alerts?.ofRun(done, tick.missed)) ?? 0;
    const at = new Date();
    const next = terminal.interrupted.aborted ? null : (schedule?.next(at) ?? null);
    status.due(next);
    if (!quiet) terminal.err(`${runLine({ at, run: done.run, report: done.report, changes, alerts: told, missed: tick.missed, next })}\n`);
    return { kind: 'done', status: done.status };
  } catch (error) {
    // What is cut short over a queue is left to the next leader.
    if (scanning !== undefined && terminal.interrupted.aborted) return { kind: 'failed', error };
    status.failed();
    await alerts?.ofFailure(error);
    status.due(schedule?.next(new Date()) ?? null);
    return { kind: 'failed', error };
  }
}
