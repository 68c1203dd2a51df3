import { atLeast, type ChangesReport, changesBetween, type History, type PastRun, UsageError } from '../index.ts';
import type { DiffRequest } from './commands/diff.ts';
import { exitStatus } from './exit-status.ts';
import { findRun } from './find-run.ts';
import type { Terminal } from './terminal.ts';
import { withHistory } from './with-history.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Tells what changed between two runs, and gives the exit status: 1 where a change is as bad as the threshold, or worse. */
export async function runDiff(request: DiffRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(request.outputs);
  const changes = await withHistory(request.file, (history) => {
    const to = findRun(history, request.to);
    const from = request.from === null ? before(history, to) : findRun(history, request.from);
    if (from.id === to.id)
      throw new UsageError('arguments', `run ${to.id} was named as the earlier and as the later one`, 'name two different runs');
    return changesBetween(history, from, to);
  });
  const exit = statusOf(changes, request);
  await writeDocuments(request.outputs, 'changes', { changes, failOn: request.failOn, exit }, terminal);
  return exit;
}

/** @throws UsageError `no-run` */
function before(history: History, to: PastRun): PastRun {
  const found = history.previous(to);
  if (found !== null) return found;
  throw new UsageError(
    'no-run',
    `${history.file} has no run before ${to.id} of the same command and targets`,
    to.id === 1 ? 'run it again with --history, then compare' : `name the earlier one, as in "handclasp diff 1 ${to.id}"`,
  );
}

function statusOf({ changes }: ChangesReport, { failOn, exitZero }: DiffRequest): number {
  if (exitZero || failOn === 'never') return exitStatus.clean;
  return changes.some(({ severity }) => atLeast(severity, failOn)) ? exitStatus.findings : exitStatus.clean;
}
