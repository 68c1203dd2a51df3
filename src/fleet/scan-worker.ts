import { parentPort, workerData } from 'node:worker_threads';
import { createScanner } from '../jobs/scanner.ts';
import { endpointLines, tallyOf } from './endpoint-lines.ts';
import type { Numbered, TargetResult, WorkerOptions, WorkerOrder, WorkerReport } from './worker-messages.ts';

/** A thread that scans what it is given and answers in batches. */
function work(port: NonNullable<typeof parentPort>, options: WorkerOptions): void {
  const controller = new AbortController();
  const scanner = createScanner({ ...options, signal: controller.signal });
  let results: TargetResult[] = [];

  const answer = (result: TargetResult) => {
    results.push(result);
    if (results.length > 1) return;
    setImmediate(() => {
      const report: WorkerReport = { kind: 'done', results };
      results = [];
      port.postMessage(report);
    });
  };
  const scan = async ({ id, target }: Numbered): Promise<TargetResult> => {
    try {
      const endpoints = await scanner.scan(target);
      return { id, kind: 'scanned', lines: endpointLines(endpoints), tally: tallyOf(endpoints) };
    } catch (error) {
      if (controller.signal.aborted) return { id, kind: 'interrupted' };
      return { id, kind: 'fault', message: error instanceof Error ? error.message : String(error) };
    }
  };

  port.on('message', (order: WorkerOrder) => {
    switch (order.kind) {
      case 'targets':
        for (const numbered of order.targets) void scan(numbered).then(answer);
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
