import type { Schedule, Tick } from '../../index.ts';
import type { WatchRequest } from '../commands/watch.ts';
import { type MassScanning, massScanOnce } from '../run-mass-scan.ts';
import type { Terminal } from '../terminal.ts';
import { runLine } from './run-line.ts';
import type { WatchStatus } from './watch-status.ts';

/** One run that keeps no report: what is found is written or sent as it comes. Rejects where the run fails; gives the exit status. @param scanning absent: this process asks */
export async function runStreamedTick(
  { scan }: Pick<WatchRequest, 'scan'>,
  tick: Tick,
  schedule: Schedule | null,
  { terminal, status: standing }: { readonly terminal: Terminal; readonly status: WatchStatus },
  scanning?: MassScanning,
): Promise<number> {
  const startedAt = new Date().toISOString();
  const { summary, status, isDelivered } = await massScanOnce({ ...scan, quiet: true }, terminal, scanning);
  const at = new Date();
  const { tally, partial } = summary;
  const { endpoints, unreachable, incomplete, findings } = tally;
  const run = { startedAt, finishedAt: at.toISOString(), partial, summary: { ...findings, endpoints, unreachable, incomplete } };
  standing.streamed(run, isDelivered);
  const next = terminal.interrupted.aborted ? null : (schedule?.next(at) ?? null);
  standing.due(next);
  if (!scan.quiet) terminal.err(`${runLine({ at, run: null, report: run, changes: null, alerts: 0, missed: tick.missed, next })}\n`);
  return status;
}
