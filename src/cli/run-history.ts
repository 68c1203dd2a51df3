import { type History, openHistory, type PastRunReport } from '../index.ts';
import type { HistoryCommandRequest } from './commands/history.ts';
import { counted } from './counted.ts';
import { exitStatus } from './exit-status.ts';
import { findRun } from './find-run.ts';
import type { Terminal } from './terminal.ts';
import { closingHistory, tellSetAside, withHistory } from './with-history.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Lists, shows, exports, imports or deletes past runs, and gives the exit status. */
export async function runHistory(request: HistoryCommandRequest, terminal: Terminal): Promise<number> {
  const { file } = request;
  switch (request.kind) {
    case 'list': {
      await checkOutputs(request.outputs);
      const { last, outputs } = request;
      await withHistory(file, async (history) => {
        const runs = history.listed(history.runs(last ?? 20));
        // A list alone needs none of what tells changes.
        const timeline = async () => (await import('./timeline-now.ts')).timelineNow(history, last);
        await writeDocuments(outputs, 'history', { kind: 'runs', runs, timeline }, terminal);
      });
      break;
    }
    case 'show': {
      await checkOutputs(request.outputs);
      const run = await withHistory(file, (history) => wholeRun(history, request.run));
      await writeDocuments(request.outputs, 'history', { kind: 'run', run }, terminal);
      break;
    }
    case 'export':
      await (await import('./export-runs.ts')).exportRuns(file, request.runs, terminal);
      break;
    case 'import':
      await (await import('./import-runs.ts')).importRuns(file, request.source, terminal);
      break;
    case 'prune':
      await closingHistory(await openHistory(file, { onSetAside: tellSetAside(terminal) }), async (history) => {
        const deleted = history.prune(new Date(Date.now() - request.keepMs));
        await terminal.out(`${counted(deleted, 'run')} deleted, ${history.runs().length} kept.\n`);
      });
      break;
  }
  return exitStatus.clean;
}

function wholeRun(history: History, word: string): PastRunReport {
  const run = findRun(history, word);
  const [endpoints = []] = history.endpointsOf(run);
  return { ...run, endpoints, cluster: history.clusterOf(run) };
}
