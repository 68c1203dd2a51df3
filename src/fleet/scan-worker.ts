import { parentPort, workerData } from 'node:worker_threads';
import { createScanner } from '../jobs/scanner.ts';
import { endpointLines, tallyOf } from './endpoint-lines.ts';
import {
  addTally,
  type Numbered,
  noTally,
  type TargetResult,
  type WorkerOptions,
  type WorkerOrder,
  type WorkerReport,
} from './worker-messages.ts';

/** A thread that scans what it is given and answers in batches. */
function work(port: NonNullable<typeof parentPort>, options: WorkerOptions): void {
  const controller = new AbortController();
  const scanner = createScanner({ ...options, signal: controller.signal });
  let results: TargetResult[] = [];
  let lines = '';
  let tally = noTally;

  const report = () => {
    const bytes = utf8(lines);
    port.postMessage({ kind: 'done', lines: bytes, tally, results } satisfies WorkerReport, [bytes.buffer]);
    results = [];
    lines = '';
    tally = noTally;
  };
  const answer = (result: TargetResult) => {
    results.push(result);
    // What is done in one turn is told together.
    if (results.length === 1) setImmediate(report);
  };
  const scan = async ({ id, target }: Numbered): Promise<void> => {
    try {
      const endpoints = await scanner.scan(target);
      lines += endpointLines(endpoints);
      tally = addTally(tally, tallyOf(endpoints));
      answer({ id, kind: 'scanned' });
    } catch (error) {
      if (controller.signal.aborted) answer({ id, kind: 'interrupted' });
      else answer({ id, kind: 'fault', message: error instanceof Error ? error.message : String(error) });
    }
  };

  port.on('message', (order: WorkerOrder) => {
    switch (order.kind) {
      case 'targets':
        for (const numbered of order.targets) void scan(numbered);
        return;
      case 'stop':
        controller.abort();
        return;
    }
  });
}

/** In a buffer of its own, which can be handed over: to copy the text into the other thread's heap would cost both of them. */
function utf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.byteLength(text));
  Buffer.from(bytes.buffer).write(text);
  return bytes;
}

if (parentPort) {
  work(parentPort, workerData as WorkerOptions);
  parentPort.postMessage({ kind: 'ready' } satisfies WorkerReport);
}
