import type * as BullMq from 'bullmq';
import { realClock } from '../model/clock.ts';
import type { Target } from '../model/target.ts';
import type { SavedTarget } from '../replay/saved-run.ts';
import { type ChunkJob, type ChunkResult, type ChunkTerms, chunkId, chunkJob, seenIn } from './chunk-job.ts';
import type { Chunk } from './chunks.ts';
import type { OpenQueue } from './open-queue.ts';
import { type PackedChunk, packedChunks } from './packed-chunks.ts';

/** Networks that are in work at once: each is looked after. */
const mostNetworks = 500;
/** So many that have not begun are looked at: a chunk whose worker died is in front of others again. */
const mostLookedAt = 16;
const pauseMs = { least: 100, most: 1_000 } as const;
/** Where nobody reads a result it goes after a day; a worker that failed at a chunk may do better, or another one. */
const kept = {
  attempts: 3,
  backoff: { type: 'fixed', delay: 1_000 },
  removeOnComplete: { age: 86_400 },
  removeOnFail: { age: 86_400 },
} as const;

export type GatherOptions = Omit<ChunkTerms, 'judging'> & { readonly signal: AbortSignal };

/** A network whose chunk is in the queue. */
type Network = { readonly chunks: readonly PackedChunk[]; at: number };

/**
 * Has workers ask all targets, and gathers what they saw.
 *
 * @returns by label; a target that no worker could ask is missing. Rejects where the signal ended it: the results stay for whoever leads next.
 */
export async function gatherRun(
  open: OpenQueue,
  targets: readonly Target[],
  options: GatherOptions,
): Promise<ReadonlyMap<string, SavedTarget>> {
  const gathered = new Map<string, SavedTarget>();
  await gatherChunks(open, packedChunks(targets), { ...options, judging: null }, async (_, result) => {
    for (const seen of result === null ? [] : seenIn(result)) gathered.set(seen.target.label, seen);
  });
  return gathered;
}

/**
 * Has workers do all chunks of all networks. Whatever of the run is there already, since another leader began it, is taken as it is. Each network's next chunk is queued when
 * the last is done.
 *
 * @param take told of each chunk that is done; with null where every attempt at it failed. Nothing goes on until it resolves
 */
export async function gatherChunks(
  open: OpenQueue,
  networks: readonly (readonly PackedChunk[])[],
  options: ChunkTerms & { readonly signal: AbortSignal },
  take: (chunk: Chunk, result: ChunkResult | null) => Promise<void>,
): Promise<void> {
  const queue = open.queue<ChunkJob, ChunkResult>('chunks');
  try {
    const waiting: Network[] = networks.map((chunks) => ({ chunks, at: 0 })).reverse();
    // In the order in which their chunks were queued.
    const inWork: Network[] = [];
    let idleMs: number = pauseMs.least;
    for (;;) {
      while (inWork.length < mostNetworks) {
        const network = waiting.pop();
        if (network === undefined) break;
        const [first] = network.chunks;
        if (first === undefined) continue;
        await queued(open, queue, first, options);
        inWork.push(network);
      }
      if (inWork.length === 0) break;
      const news = await look(open, queue, inWork, options, take);
      idleMs = news ? pauseMs.least : Math.min(pauseMs.most, idleMs * 1.5);
      await realClock.sleep(idleMs, options.signal);
    }
  } finally {
    await closed(queue);
  }
}

/** Takes what is done. Jobs begin in the order in which they were queued: behind some that have not begun, none is done. @returns whether anything was */
async function look(
  open: OpenQueue,
  queue: BullMq.Queue<ChunkJob, ChunkResult>,
  inWork: Network[],
  options: ChunkTerms & { readonly signal: AbortSignal },
  take: (chunk: Chunk, result: ChunkResult | null) => Promise<void>,
): Promise<boolean> {
  let notBegun = 0;
  let news = false;
  for (const network of [...inWork]) {
    if (notBegun >= mostLookedAt) break;
    const chunk = network.chunks[network.at];
    if (chunk === undefined) continue;
    const end = await endOf(open, queue, chunk, options);
    if (end === 'not-begun') notBegun += 1;
    if (typeof end === 'string') continue;
    news = true;
    await take(chunk.targets(), end.result);
    inWork.splice(inWork.indexOf(network), 1);
    network.at += 1;
    const next = network.chunks[network.at];
    if (next === undefined) continue;
    await queued(open, queue, next, options);
    inWork.push(network);
  }
  return news;
}

/** Results are no longer needed once the run is kept. @param keys of its chunks */
export async function forgetRun(open: OpenQueue, run: string, keys: readonly string[]): Promise<void> {
  const queue = open.queue('chunks');
  try {
    for (const key of keys) await queue.remove(chunkId(run, key)).catch(() => 0);
  } finally {
    await closed(queue);
  }
}

async function queued(
  open: OpenQueue,
  queue: BullMq.Queue<ChunkJob, ChunkResult>,
  chunk: PackedChunk,
  options: ChunkTerms & { readonly signal: AbortSignal },
): Promise<void> {
  const job = chunkJob(chunk.targets(), options);
  // A job of that name which is there already is left as it is.
  const add = queue.add.bind(queue) as (name: string, data: ChunkJob, options: BullMq.JobsOptions) => Promise<unknown>;
  await open.insist(() => add('chunk', job, { jobId: chunkId(options.run, chunk.key), ...kept }), options.signal);
}

/** What a chunk came to, null where every attempt at it failed; or how far it is. */
async function endOf(
  open: OpenQueue,
  queue: BullMq.Queue<ChunkJob, ChunkResult>,
  chunk: PackedChunk,
  options: ChunkTerms & { readonly signal: AbortSignal },
): Promise<{ readonly result: ChunkResult | null } | 'not-begun' | 'begun'> {
  const id = chunkId(options.run, chunk.key);
  const state = await open.insist(() => queue.getJobState(id), options.signal);
  switch (state) {
    case 'failed':
      return { result: null };
    case 'completed': {
      const result = await open.insist(async () => (await queue.getJob(id))?.returnvalue as ChunkResult | null | undefined, options.signal);
      // Where it goes between the two questions, it is looked for again.
      return result === undefined || result === null ? 'begun' : { result };
    }
    case 'unknown':
      // A server that keeps nothing lost it.
      await queued(open, queue, chunk, options);
      return 'not-begun';
    case 'waiting':
      return 'not-begun';
    default:
      return 'begun';
  }
}

/** A server that is away does not keep anyone from ending. */
export async function closed(one: { readonly close: () => Promise<unknown> }): Promise<void> {
  await Promise.race([one.close().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
}
