import { parentPort, workerData } from 'node:worker_threads';
import { createScanner } from '../jobs/scan/scanner.ts';
import type { Observation } from '../model/observation.ts';
import { EndpointLines } from './endpoint-lines.ts';
import { addJudged, judgeTogether } from './judged-lines.ts';
import {
  addTally,
  noTally,
  type Tally,
  type WorkerOptions,
  type WorkerOrder,
  type WorkerReport,
  type WorkItem,
  type WorkResult,
} from './worker-messages.ts';

/**
 * Targets begun in one turn of the event loop. Where there is time for all of them the turns follow each other at once; where there is not, what was begun is brought further before
 * more is: the fewer are under way, the less memory and its collection cost.
 */
const begunInATurn = 16;

/**
 * Endpoints that were looked at are judged and written some together: what one of thousands needs of code and data is then at hand from the last, which makes it
 * several times cheaper than between two handshakes. None waits for longer than this, and no more than an eighth of those in work do.
 */
const judgedTogether = 32;
const judgedWithinMs = 25;
const shareThatWaits = 1 / 8;

/** A job whose targets showed what they had to. */
type Observed = { readonly job: WorkItem; readonly observed: readonly (readonly Observation[])[] };

/** A thread that scans what it is given and answers in batches. */
function work(port: NonNullable<typeof parentPort>, options: WorkerOptions): void {
  const controller = new AbortController();
  const scanner = createScanner({ ...options, sharesFixes: true, signal: controller.signal });
  const lines = new EndpointLines();
  /** Handed to this thread and not told of yet. */
  let inWork = 0;
  let done: (Observed | WorkResult)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let reporting: Promise<void> = Promise.resolve();

  const judge = async ({ job: { targets }, observed }: Observed): Promise<Tally> =>
    addJudged(lines, await judgeTogether(scanner, targets, observed));
  const failed = (id: number, error: unknown): WorkResult => {
    if (controller.signal.aborted) return { id, kind: 'interrupted' };
    return { id, kind: 'fault', message: error instanceof Error ? error.message : String(error) };
  };
  const report = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = done;
    done = [];
    if (batch.length === 0) return;
    const results: WorkResult[] = [];
    let tally = noTally;
    for (const each of batch) {
      if ('kind' in each) {
        results.push(each);
        continue;
      }
      try {
        tally = addTally(tally, await judge(each));
        results.push({ id: each.job.id, kind: 'scanned' });
      } catch (error) {
        results.push(failed(each.job.id, error));
      }
    }
    inWork -= batch.length;
    const bytes = lines.take();
    // Handed over: to copy it into the other thread's heap would cost both of them.
    port.postMessage({ kind: 'done', lines: bytes, tally, results } satisfies WorkerReport, [bytes.buffer]);
  };
  /** One after the other: the lines that are taken are those of the results that are told. */
  const next = () => {
    reporting = reporting.then(report);
  };
  const answer = (what: Observed | WorkResult) => {
    done.push(what);
    if (done.length >= Math.min(judgedTogether, inWork * shareThatWaits)) next();
    else timer ??= setTimeout(next, judgedWithinMs);
  };
  const scan = async (job: WorkItem): Promise<void> => {
    try {
      const [only, ...others] = job.targets;
      const observed =
        only !== undefined && others.length === 0 ? [await scanner.observe(only)] : await Promise.all(job.targets.map(scanner.observe));
      answer({ job, observed });
    } catch (error) {
      answer(failed(job.id, error));
    }
  };

  const waiting: WorkItem[] = [];
  const begin = () => {
    for (const numbered of waiting.splice(0, begunInATurn)) void scan(numbered);
    if (waiting.length > 0) setImmediate(begin);
  };

  port.on('message', (order: WorkerOrder) => {
    switch (order.kind) {
      case 'scan':
        inWork += order.jobs.length;
        waiting.push(...order.jobs);
        if (waiting.length === order.jobs.length) begin();
        return;
      case 'written':
        lines.reuse(order.buffer);
        return;
      case 'stop':
        controller.abort();
        return;
    }
  });
}

if (parentPort) {
  work(parentPort, workerData as WorkerOptions);
  parentPort.postMessage({ kind: 'ready' } satisfies WorkerReport);
}
