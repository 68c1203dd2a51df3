import type * as BullMq from 'bullmq';
import { realClock } from '../model/clock.ts';
import type { Target } from '../model/target.ts';
import type { SavedTarget } from '../replay/saved-run.ts';
import { type Asking, type ChunkJob, type ChunkResult, chunkId, chunkJob, seenIn } from './chunk-job.ts';
import { type Chunk, chunksByNetwork } from './chunks.ts';
import type { OpenQueue } from './open-queue.ts';

/** Networks that are in work at once: each is looked after. */
const mostNetworks = 500;
const pauseMs = { least: 100, most: 1_000 } as const;
/** Where nobody reads a result it goes after a day; a worker that failed at a chunk may do better, or another one. */
const kept = {
  attempts: 3,
  backoff: { type: 'fixed', delay: 1_000 },
  removeOnComplete: { age: 86_400 },
  removeOnFail: { age: 86_400 },
} as const;

export type GatherOptions = {
  /** The same for whoever leads this run after us. */
  readonly run: string;
  readonly asking: Asking;
  readonly nameOf: (target: Target) => { readonly serverName?: string | null };
  readonly signal: AbortSignal;
};

/**
 * Has workers ask all targets, and gathers what they saw. Whatever of the run is there already, since another leader began it, is taken as it is. Each network's next chunk is queued when
 * the last is done.
 *
 * @returns by label; a target that no worker could ask is missing. Rejects where the signal ended it: the results stay for whoever leads next.
 */
export async function gatherRun(
  open: OpenQueue,
  targets: readonly Target[],
  options: GatherOptions,
): Promise<ReadonlyMap<string, SavedTarget>> {
  const queue = open.queue<ChunkJob, ChunkResult>('chunks');
  try {
    const gathered = new Map<string, SavedTarget>();
    const waiting = chunksByNetwork(targets).map((chunks) => ({ chunks, at: 0 }));
    const inWork: typeof waiting = [];
    let idleMs: number = pauseMs.least;
    for (;;) {
      while (inWork.length < mostNetworks && waiting.length > 0) {
        const network = waiting.shift();
        if (network === undefined) break;
        await queued(open, queue, network.chunks[0] ?? [], options);
        inWork.push(network);
      }
      if (inWork.length === 0) break;
      let news = false;
      for (const network of [...inWork]) {
        const chunk = network.chunks[network.at] ?? [];
        const end = await endOf(open, queue, chunk, options);
        if (end === null) continue;
        news = true;
        for (const seen of end) gathered.set(seen.target.label, seen);
        network.at += 1;
        const next = network.chunks[network.at];
        if (next === undefined) inWork.splice(inWork.indexOf(network), 1);
        else await queued(open, queue, next, options);
      }
      idleMs = news ? pauseMs.least : Math.min(pauseMs.most, idleMs * 1.5);
      await realClock.sleep(idleMs, options.signal);
    }
    return gathered;
  } finally {
    await closed(queue);
  }
}

/** Results are no longer needed once the run is kept. */
export async function forgetRun(open: OpenQueue, run: string, targets: readonly Target[]): Promise<void> {
  const queue = open.queue('chunks');
  try {
    for (const chunk of chunksByNetwork(targets).flat()) await queue.remove(chunkId(run, chunk)).catch(() => 0);
  } finally {
    await closed(queue);
  }
}

async function queued(
  open: OpenQueue,
  queue: BullMq.Queue<ChunkJob, ChunkResult>,
  chunk: Chunk,
  { run, asking, nameOf, signal }: GatherOptions,
): Promise<void> {
  const job = chunkJob(run, chunk, asking, nameOf);
  // A job of that name which is there already is left as it is.
  const add = queue.add.bind(queue) as (name: string, data: ChunkJob, options: BullMq.JobsOptions) => Promise<unknown>;
  await open.insist(() => add('chunk', job, { jobId: chunkId(run, chunk), ...kept }), signal);
}

/** What was seen, where the chunk is done; nothing where every attempt at it failed; null where it is not done yet. */
async function endOf(
  open: OpenQueue,
  queue: BullMq.Queue<ChunkJob, ChunkResult>,
  chunk: Chunk,
  options: GatherOptions,
): Promise<readonly SavedTarget[] | null> {
  const found = await open.insist(async () => {
    const job = await queue.getJob(chunkId(options.run, chunk));
    return job === undefined ? null : { state: await job.getState(), result: job.returnvalue as ChunkResult | null };
  }, options.signal);
  // A server that keeps nothing lost it.
  if (found === null) {
    await queued(open, queue, chunk, options);
    return null;
  }
  if (found.state === 'failed') return [];
  // Where it came to its end between the two questions, its result is there the next time.
  return found.state === 'completed' && found.result !== null ? seenIn(found.result) : null;
}

/** A server that is away does not keep anyone from ending. */
export async function closed(one: { readonly close: () => Promise<unknown> }): Promise<void> {
  await Promise.race([one.close().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
}
