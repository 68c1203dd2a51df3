import { createPace, unpaced } from '../fleet/pace.ts';
import { freezeYoungGeneration } from '../fleet/young-generation.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { type AskOptions, ChunkAsker } from './ask-chunk.ts';
import type { ChunkJob, ChunkResult } from './chunk-job.ts';
import { closed } from './gather-run.ts';
import type { OpenQueue } from './open-queue.ts';

export type WorkOptions = Omit<AskOptions, 'pace'> & {
  /** Networks at once, a chunk of each. */
  readonly networks: number;
  /** Targets begun in a second, over all networks; null for no limit. */
  readonly maxRate: number | null;
  /** Told of each chunk that is done. */
  readonly onChunk: (done: { readonly targets: number; readonly ms: number }) => void;
};

/**
 * Asks what leaders queue, until the signal aborts. A chunk that is cut short is put back for another worker, and one counts as done when its result is stored.
 *
 * @throws UsageError `worker-version` where a leader is of another release
 */
export async function work(open: OpenQueue, options: WorkOptions): Promise<void> {
  const pace = options.maxRate === null ? unpaced : createPace(options.maxRate);
  let refuse = (_: UsageError) => {};
  const refused = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  refused.catch(() => {});
  const { signal } = options;
  const asker = new ChunkAsker({ ...options, pace });
  const worker = open.worker<ChunkJob, ChunkResult>(
    'chunks',
    async (job, token) => {
      const putBack = async (ms: number): Promise<never> => {
        await job.moveToDelayed(Date.now() + ms, token);
        throw open.delayed();
      };
      const { version, targets } = job.data;
      if (version !== toolVersion) {
        refuse(otherVersion(version));
        return await putBack(1_000);
      }
      const began = performance.now();
      const result = await asker.ask(job.data);
      freezeYoungGeneration();
      if (signal.aborted) return await putBack(0);
      options.onChunk({ targets: targets.length, ms: performance.now() - began });
      return result;
    },
    options.networks,
  );
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([ended, refused]);
  } finally {
    await closed(worker);
  }
}

function otherVersion(leader: unknown): UsageError {
  return new UsageError(
    'worker-version',
    `the queue is led by handclasp ${String(leader).slice(0, 40)}, and this worker is handclasp ${toolVersion}`,
    'run leaders and workers of one release',
  );
}
