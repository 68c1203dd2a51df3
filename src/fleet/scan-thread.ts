import type { EventLoopUtilization } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { localLimitOf, localLimits } from '../model/local-limit.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Group } from './asked-as-one.ts';
import type { WorkerOptions, WorkerReport, WorkItem } from './worker-messages.ts';
import { maxYoungGenerationSizeMb, setYoungGeneration } from './young-generation.ts';

/** What was asked for as one: a port, or the default ports of a host that was named alone. */
export type Job = {
  readonly host: string;
  readonly targets: Group;
  readonly group: string;
  attempts: number;
  /** When a thread was given it, by `performance.now()`. */
  begunAt: number;
};

/** A thread that scans. */
export type Thread = {
  readonly worker: Worker;
  /** What it has in work, by the number that it was told. Numbers are used again: a map that thousands pass through is made anew all the time. */
  readonly jobs: (Job | undefined)[];
  readonly freeNumbers: number[];
  /** How many targets that makes. */
  targets: number;
  /** What it is told with the next message. */
  readonly orders: WorkItem[];
  /** Its event loop's use when it was last looked at. */
  usedUntil: EventLoopUtilization;
};

/** A thread holds what its share of the targets in work needs, and its caches. One that needs more is ended, and its targets are tried by another. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb };

/** Starts a thread. `onDone` has what it reports of some targets; `onExit` comes once, and tells whether it had begun to work. */
export function startThread(
  scan: WorkerOptions,
  {
    onReady,
    onDone,
    onExit,
  }: {
    readonly onReady: () => void;
    readonly onDone: (thread: Thread, report: Extract<WorkerReport, { readonly kind: 'done' }>) => void;
    readonly onExit: (thread: Thread, cause: unknown, wasReady: boolean) => void;
  },
): Thread {
  setYoungGeneration();
  const worker = new Worker(new URL('./scan-worker.js', import.meta.url), { workerData: scan, resourceLimits });
  const thread: Thread = {
    worker,
    jobs: [],
    freeNumbers: [],
    targets: 0,
    orders: [],
    usedUntil: worker.performance.eventLoopUtilization(),
  };
  let cause: unknown = null;
  let ready = false;
  worker.on('message', (report: WorkerReport) => {
    if (report.kind === 'done') return onDone(thread, report);
    ready = true;
    onReady();
  });
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('exit', () => onExit(thread, cause, ready));
  return thread;
}

/** Why not one thread could be started: mostly a limit of this machine. */
export function noThread(cause: unknown): unknown {
  const limit = localLimitOf(cause);
  if (limit === null) return cause ?? new Error('a thread ended before it began');
  const { what, fix } = localLimits[limit];
  return new UsageError('local-limit', `no thread could be started: ${what} (${limit})`, fix, { cause });
}
