import { createPace, unpaced } from '../fleet/pace.ts';
import { inParallel } from '../jobs/scan/in-parallel.ts';
import { createScanner, type TargetOptions } from '../jobs/scan/scanner.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { record } from '../replay/recording.ts';
import { type ChunkJob, type ChunkResult, chunkResult } from './chunk-job.ts';
import { closed } from './gather-run.ts';
import type { OpenQueue } from './open-queue.ts';

export type WorkOptions = Pick<TargetOptions, 'identity' | 'maxPerHost'> & {
  /** Networks at once, a chunk of each. */
  readonly networks: number;
  /** Targets of one network at once. */
  readonly concurrency: number;
  /** Targets begun in a second, over all networks; null for no limit. */
  readonly maxRate: number | null;
  readonly selfSignedIdentity: () => NonNullable<TargetOptions['selfSignedIdentity']>;
  readonly signal: AbortSignal;
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
  const worker = open.worker<ChunkJob, ChunkResult>(
    'chunks',
    async (job, token) => {
      const putBack = async (ms: number): Promise<never> => {
        await job.moveToDelayed(Date.now() + ms, token);
        throw open.delayed();
      };
      const { version, asking, targets } = job.data;
      if (version !== toolVersion) {
        refuse(otherVersion(version));
        return await putBack(1_000);
      }
      const began = performance.now();
      const recording = record();
      const faults: string[] = [];
      const names = new Map(targets.map(({ target, serverName }) => [target.label, serverName]));
      const scanner = createScanner({
        ...asking,
        probe: recording.probe,
        signal,
        serverName: ({ label }) => names.get(label),
        ...(options.identity === undefined ? {} : { identity: options.identity }),
        ...(options.maxPerHost === undefined ? {} : { maxPerHost: options.maxPerHost }),
        ...(asking.trySelfSigned ? { selfSignedIdentity: options.selfSignedIdentity() } : {}),
      });
      await inParallel(targets, options.concurrency, async ({ target }) => {
        try {
          await pace.turn(signal);
          await scanner.observe(target);
        } catch (error) {
          if (!signal.aborted) faults.push(`${target.label}: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
      if (signal.aborted) return await putBack(0);
      options.onChunk({ targets: targets.length, ms: performance.now() - began });
      return chunkResult(recording.asked, faults);
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
