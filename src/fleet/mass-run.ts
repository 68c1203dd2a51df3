import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Target } from '../model/target.ts';
import { askedAsOne, type Group, type Targets } from './asked-as-one.ts';
import { createFairQueue } from './fair-queue.ts';
import { createGrowthWatch } from './growth-watch.ts';
import { createLineWriter } from './line-writer.ts';
import type { MassProgress, MassScanOptions, MassSummary } from './mass-scan-options.ts';
import { networkOf } from './network-of.ts';
import { createPace, unpaced } from './pace.ts';
import { type Job, noThread, startThread, type Thread } from './scan-thread.ts';
import { addTally, noTally, type WorkerOrder, type WorkerReport, type WorkResult } from './worker-messages.ts';
import { freezeYoungGeneration } from './young-generation.ts';

/** Targets after which this thread has the room that it needs for its own objects. */
const settledFrom = 4000;
/**
 * Targets that wait, for each that is in work: enough for turns between networks, few enough for memory. Where a network has no more than some places, more have to be
 * known, or those that wait could all be of one that is full.
 */
const waitingPerPlace = { withinNetworks: 1, elsewhere: 1 / 4 };
/** A target that took a thread down with it is tried once more. */
const maxAttempts = 2;
/** How often it is judged whether one more thread would have something to do. */
const growEveryMs = 500;

/** One scan of a stream of targets: what waits, which thread has what in work, and what is done. */
export class MassRun {
  readonly #options: MassScanOptions;
  readonly #threads: Thread[] = [];
  readonly #queue;
  readonly #pace;
  readonly #writer;
  readonly #growing: NodeJS.Timeout | null;
  /** Which thread a host in work belongs to, once there are several. */
  readonly #hosts = new Map<string, { readonly thread: Thread; jobs: number }>();
  #tally = noTally;
  #known = 0;
  #done = 0;
  #faults = 0;
  #interrupted = 0;
  #complete = false;
  #failure: unknown = null;
  #waiting: (() => void)[] = [];

  constructor(options: MassScanOptions) {
    this.#options = options;
    this.#queue = createFairQueue<Job>(options.maxPerNetwork ?? Number.POSITIVE_INFINITY);
    this.#pace = options.maxRate === undefined ? unpaced : createPace(options.maxRate);
    this.#writer = createLineWriter(options.write, () => this.#wake());
    const threads = Math.min(options.threads ?? 1, options.concurrency);
    for (let index = 0; index < threads; index++) this.#threads.push(this.#start());
    this.#growing = options.threads === undefined ? this.#grow() : null;
  }

  async all(lists: Targets): Promise<MassSummary> {
    const { signal, concurrency, maxPerNetwork } = this.#options;
    const mayWait = Math.ceil(concurrency * (maxPerNetwork === undefined ? waitingPerPlace.elsewhere : waitingPerPlace.withinNetworks));
    const stop = () => {
      for (const { worker } of this.#threads) worker.postMessage({ kind: 'stop' } satisfies WorkerOrder);
      this.#wake();
    };
    signal?.addEventListener('abort', stop, { once: true });
    const dispatching = this.#dispatch();
    try {
      for await (const some of lists) {
        await this.#putAll(some, mayWait);
        if (this.#stopping) break;
      }
      this.#complete = !this.#stopping;
      this.#wake();
      await dispatching;
      await this.#writer.flushed();
      if (this.#failure !== null) throw this.#failure;
    } catch (error) {
      this.#failure ??= error;
      this.#wake();
      await dispatching;
      // What was done is written, whatever went wrong; that this may fail as well is no news.
      await this.#writer.flushed().catch(() => {});
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
    const partial = !this.#complete || this.#interrupted > 0 || this.#done < this.#known;
    return { tally: this.#tally, targets: this.#done, faults: this.#faults, partial };
  }

  /** As places become free, until the run is being stopped. */
  async #putAll(lists: Iterable<readonly Target[]>, mayWait: number): Promise<void> {
    for (const list of lists) {
      for (const targets of askedAsOne(list)) {
        if (this.#stopping) return;
        this.#put(targets);
        while (this.#queue.size >= mayWait && !this.#stopping) await this.#change();
      }
    }
  }

  #put(targets: Group): void {
    const [{ host }] = targets;
    const group = networkOf(host);
    this.#queue.put(group, { host, targets, group, attempts: 0, begunAt: 0 });
    this.#known += targets.length;
    this.#wake();
  }

  async end(): Promise<void> {
    if (this.#growing !== null) clearInterval(this.#growing);
    await Promise.all(this.#threads.map(({ worker }) => worker.removeAllListeners('exit').terminate()));
  }

  get #stopping(): boolean {
    return this.#failure !== null || (this.#options.signal?.aborted ?? false);
  }

  get #working(): number {
    return this.#threads.reduce((sum, { targets }) => sum + targets, 0);
  }

  /** Hands out targets until all are done, or until those in work are, when the run is being stopped. */
  async #dispatch(): Promise<void> {
    const { concurrency, signal } = this.#options;
    for (;;) {
      const room = this.#working < concurrency && this.#writer.waiting < concurrency && !this.#stopping;
      const taken = room ? this.#queue.take() : undefined;
      if (taken) {
        const job = taken.item;
        // One fewer waits: whoever reads the list may go on before this one is done.
        this.#wake();
        for (const _ of this.#options.maxRate === undefined ? [] : job.targets) await this.#pace.turn(signal).catch(() => {});
        if (this.#stopping) this.#interrupted += job.targets.length;
        else this.#hand(job);
        continue;
      }
      const nothingLeft = this.#working === 0 && (this.#stopping || (this.#complete && this.#queue.size === 0));
      if (nothingLeft) return;
      await this.#change();
    }
  }

  #hand(job: Job): void {
    const { host } = job;
    const thread = this.#hosts.get(host)?.thread ?? this.#threads.reduce((least, each) => (each.targets < least.targets ? each : least));
    if (this.#threads.length > 1) this.#settleIn(host, thread);
    job.attempts += 1;
    job.begunAt = performance.now();
    const id = thread.freeNumbers.pop() ?? thread.jobs.length;
    thread.jobs[id] = job;
    thread.targets += job.targets.length;
    thread.orders.push({ id, targets: job.targets });
    if (thread.orders.length === 1) setImmediate(() => this.#tell(thread));
  }

  #settleIn(host: string, thread: Thread): void {
    const home = this.#hosts.get(host);
    if (home) home.jobs += 1;
    else this.#hosts.set(host, { thread, jobs: 1 });
  }

  /** What was handed out in one turn goes as one message. */
  #tell({ worker, orders }: Thread): void {
    worker.postMessage({ kind: 'scan', jobs: orders } satisfies WorkerOrder);
    orders.length = 0;
  }

  /** Adds threads as long as they pay. One alone serves a few thousand targets: each costs a start, and to be warmed up. */
  #grow(): NodeJS.Timeout {
    const most = Math.min(availableParallelism(), this.#options.concurrency);
    const pays = createGrowthWatch();
    return setInterval(() => {
      if (!pays(this.#threads, this.#queue.size > 0 && !this.#stopping) || this.#threads.length >= most) return;
      const [first, ...others] = this.#threads;
      if (first !== undefined && others.length === 0) for (const job of first.jobs) if (job !== undefined) this.#settleIn(job.host, first);
      this.#threads.push(this.#start());
    }, growEveryMs);
  }

  #start(): Thread {
    return startThread(this.#options.scan, {
      onReady: () => {
        if (this.#done >= settledFrom) freezeYoungGeneration();
      },
      onDone: (thread, report) => this.#take(thread, report),
      onExit: (thread, cause, wasReady) => {
        if (wasReady) this.#replace(thread, cause);
        else this.#giveUp(thread, cause);
      },
    });
  }

  /** A thread died: its targets go to a new one, unless they were there when another died. */
  #replace(thread: Thread, cause: unknown): void {
    const message = cause instanceof Error ? cause.message : 'a thread ended';
    const jobs = thread.jobs.splice(0);
    thread.targets = 0;
    thread.orders.length = 0;
    this.#threads[this.#threads.indexOf(thread)] = this.#start();
    for (const job of jobs) {
      if (job === undefined) continue;
      this.#leave(job);
      if (job.attempts < maxAttempts) this.#queue.put(job.group, job);
      else this.#fault(job, message);
    }
    this.#wake();
  }

  /** A thread that could not even begin would not fare better a second time: the others do its work. Without any, nothing can be scanned. */
  #giveUp(thread: Thread, cause: unknown): void {
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    if (this.#growing !== null) clearInterval(this.#growing);
    for (const job of thread.jobs) {
      if (job === undefined) continue;
      this.#leave(job);
      this.#queue.put(job.group, job);
    }
    if (this.#threads.length === 0) this.#failure ??= noThread(cause);
    this.#wake();
  }

  #take(thread: Thread, { results, lines, tally }: Extract<WorkerReport, { readonly kind: 'done' }>): void {
    const before = this.#done;
    this.#tally = addTally(this.#tally, tally);
    this.#writer.put(lines, results.length, () => {
      const { buffer } = lines;
      thread.worker.postMessage({ kind: 'written', buffer } satisfies WorkerOrder, [buffer]);
    });
    for (const result of results) this.#settle(thread, result);
    if (before < settledFrom && this.#done >= settledFrom) freezeYoungGeneration();
    this.#options.onProgress?.({
      done: this.#done,
      known: this.#known,
      complete: this.#complete,
      tally: this.#tally,
      slowest: () => this.#slowest(),
    });
    this.#wake();
  }

  #slowest(): ReturnType<NonNullable<MassProgress['slowest']>> {
    let first: Job | null = null;
    for (const { jobs } of this.#threads)
      for (const job of jobs) if (job !== undefined && (first === null || job.begunAt < first.begunAt)) first = job;
    return first === null ? null : { label: first.targets[0]?.label ?? first.host, forMs: performance.now() - first.begunAt };
  }

  #settle(thread: Thread, result: WorkResult): void {
    const job = thread.jobs[result.id];
    if (!job) return;
    thread.jobs[result.id] = undefined;
    thread.freeNumbers.push(result.id);
    thread.targets -= job.targets.length;
    this.#leave(job);
    switch (result.kind) {
      case 'scanned':
        this.#done += job.targets.length;
        break;
      case 'fault':
        this.#fault(job, result.message);
        break;
      case 'interrupted':
        this.#interrupted += job.targets.length;
        break;
    }
  }

  #fault(job: Job, message: string): void {
    this.#faults += job.targets.length;
    this.#done += job.targets.length;
    for (const target of job.targets) this.#options.onFault?.(target, message);
  }

  #leave({ group, host }: Job): void {
    this.#queue.done(group);
    const home = this.#hosts.get(host);
    if (!home) return;
    home.jobs -= 1;
    if (home.jobs === 0) this.#hosts.delete(host);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}
