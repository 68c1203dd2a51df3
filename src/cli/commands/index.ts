import { type Command, doneBy } from './command.ts';
import { completion } from './completion.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { inspect } from './inspect.ts';
import { join } from './join.ts';
import { kibana } from './kibana.ts';
import { lab } from './lab.ts';
import { matrix } from './matrix.ts';
import { merge } from './merge.ts';
import { ready } from './ready.ts';
import { scan } from './scan.ts';
import { watch } from './watch.ts';
import { worker } from './worker.ts';

/** All commands, in the order in which help lists them: a new one is its file and a line here. What does one is loaded when it is the one. */
export const commands: readonly Command[] = [
  doneBy(
    scan,
    async (request, terminal) =>
      request.isStreamed
        ? (await import('../run-mass-scan.ts')).runMassScan(request, terminal)
        : (await import('../run-scan.ts')).runScan(request, terminal),
    async (request, terminal) =>
      request.isStreamed
        ? (await import('../run-mass-scan.ts')).readMassInputs(request, terminal)
        : (await import('../scan-once.ts')).readScanInputs(request, terminal),
  ),
  doneBy(join, async (request, terminal) => (await import('../run-join.ts')).runJoin(request, terminal)),
  doneBy(
    matrix,
    async (request, terminal) => (await import('../run-matrix.ts')).runMatrix(request, terminal),
    async (request, terminal) => (await import('../run-matrix.ts')).readMatrixInputs(request, terminal),
  ),
  doneBy(
    ready,
    async (request, terminal) => (await import('../run-ready.ts')).runReady(request, terminal),
    async (request, terminal) => (await import('../run-ready.ts')).readReadyInputs(request, terminal),
  ),
  doneBy(kibana, async (request, terminal) => (await import('../run-kibana.ts')).runKibana(request, terminal)),
  doneBy(
    watch,
    async (request, terminal) => (await import('../run-watch.ts')).runWatch(request, terminal),
    async (request, terminal) => (await import('../run-watch.ts')).readWatchInputs(request, terminal),
  ),
  doneBy(history, async (request, terminal) => (await import('../run-history.ts')).runHistory(request, terminal)),
  doneBy(diff, async (request, terminal) => (await import('../run-diff.ts')).runDiff(request, terminal)),
  doneBy(merge, async (request, terminal) => (await import('../run-merge.ts')).runMerge(request, terminal)),
  doneBy(worker, async (request, terminal) => (await import('../run-worker.ts')).runWorker(request, terminal)),
  doneBy(explain, async (request, terminal) => (await import('../run-explain.ts')).runExplain(request, terminal)),
  doneBy(inspect, async (request, terminal) => (await import('../run-inspect.ts')).runInspect(request, terminal)),
  doneBy(lab, async (request, terminal) => (await import('../run-lab.ts')).runLab(request, terminal)),
  doneBy(help, async (request, terminal) => (await import('../run-help.ts')).runHelp(request, terminal)),
  doneBy(completion, async (request, terminal) => (await import('../run-completion.ts')).runCompletion(request, terminal)),
];
