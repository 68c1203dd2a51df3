import { parentPort, workerData } from 'node:worker_threads';
import { withoutImpliedGaps } from '../jobs/scan.ts';
import { createScanner, type Examined } from '../jobs/scanner.ts';
import type { Target } from '../model/target.ts';
import { EndpointLines, type Written } from './endpoint-lines.ts';
import {
  addTally,
  type JobResult,
  type Numbered,
  noTally,
  tallyOf,
  type WorkerOptions,
  type WorkerOrder,
  type WorkerReport,
} from './worker-messages.ts';

/**
 * Targets begun in one turn of the event loop. Where there is time for all of them the turns follow each other at once; where there is not, what was begun is brought further before
 * more is: the fewer are under way, the less memory and its collection cost.
 */
const begunInATurn = 8;

/** A thread that scans what it is given and answers in batches. */
function work(port: NonNullable<typeof parentPort>, options: WorkerOptions): void {
  const controller = new AbortController();
  const scanner = createScanner({ ...options, signal: controller.signal });
  let results: JobResult[] = [];
  const lines = new EndpointLines();
  let tally = noTally;

  const report = () => {
    // Handed over: to copy it into the other thread's heap would cost both of them.
    const bytes = lines.take();
    port.postMessage({ kind: 'done', lines: bytes, tally, results } satisfies WorkerReport, [bytes.buffer]);
    results = [];
    tally = noTally;
  };
  const answer = (result: JobResult) => {
    results.push(result);
    // What is done in one turn is told together.
    if (results.length === 1) setImmediate(report);
  };
  const scan = async ({ id, targets }: Numbered): Promise<void> => {
    try {
      const examined = await Promise.all(targets.map((target) => scanner.examine(target)));
      for (const endpoints of targets.length === 1 ? examined : withoutGaps(examined, targets)) {
        lines.add(endpoints);
        tally = addTally(tally, tallyOf(endpoints.map(({ endpoint }) => endpoint)));
      }
      answer({ id, kind: 'scanned' });
    } catch (error) {
      if (controller.signal.aborted) answer({ id, kind: 'interrupted' });
      else answer({ id, kind: 'fault', message: error instanceof Error ? error.message : String(error) });
    }
  };

  const waiting: Numbered[] = [];
  const begin = () => {
    for (const numbered of waiting.splice(0, begunInATurn)) void scan(numbered);
    if (waiting.length > 0) setImmediate(begin);
  };

  port.on('message', (order: WorkerOrder) => {
    switch (order.kind) {
      case 'scan':
        waiting.push(...order.jobs);
        if (waiting.length === order.jobs.length) begin();
        return;
      case 'stop':
        controller.abort();
        return;
    }
  });
}

/** Where a host was named alone and one of its ports answers, the closed ones are no gaps. */
function withoutGaps(examined: readonly (readonly Examined[])[], targets: readonly Target[]): readonly (readonly Written[])[] {
  const told = withoutImpliedGaps(
    examined.flatMap((own) => own.map(({ endpoint }) => endpoint)),
    targets,
  );
  let at = 0;
  return examined.map((own) =>
    own.map((one) => {
      const endpoint = told[at++] ?? one.endpoint;
      return endpoint === one.endpoint ? one : { endpoint };
    }),
  );
}

if (parentPort) {
  work(parentPort, workerData as WorkerOptions);
  parentPort.postMessage({ kind: 'ready' } satisfies WorkerReport);
}
