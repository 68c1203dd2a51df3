import { realClock } from '../model/clock.ts';
import { toolVersion } from '../model/tool-version.ts';
import { closed } from './gather-run.ts';
import type { OpenQueue } from './open-queue.ts';

/** A run that is due, as it stands in the queue. */
type RunJob = { readonly due: string; readonly missed: number };

/** Each run has one leader, however many there are. */
export type Ticks = {
  /** Resolves when the run was made, by this leader or another one, or the signal aborts. */
  readonly offer: (due: Date, missed: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const lookMs = 500;
/** A run that was made is known for so long: a leader that is late by less does not make it again. */
const rememberedSeconds = 7 * 86_400;

/**
 * Takes part in leading.
 *
 * @param lead makes a run. Where it was `cut` short, another leader goes on with it; where it `failed`, it is tried again, with what workers have seen
 */
export function leadTicks(
  open: OpenQueue,
  lead: (run: { readonly name: string; readonly due: Date; readonly missed: number }) => Promise<'done' | 'cut' | 'failed'>,
  signal: AbortSignal,
): Ticks {
  const queue = open.queue<RunJob, null>('runs');
  const worker = open.worker<RunJob, null>(
    'runs',
    async (job, token) => {
      const { due, missed } = job.data;
      // Workers of another release would not do what this one asks.
      const outcome = await lead({ name: `${job.id ?? ''}-${toolVersion}`, due: new Date(due), missed });
      if (outcome === 'done') return null;
      if (outcome === 'failed') throw new Error('the run failed');
      await job.moveToDelayed(Date.now(), token);
      throw open.delayed();
    },
    1,
  );
  let isPrepared = false;
  return {
    offer: async (due, missed) => {
      const id = `run-${due.toISOString().replace(/[^0-9TZ]/g, '')}`;
      if (!isPrepared) await open.insist(() => queue.setGlobalConcurrency(1), signal);
      isPrepared = true;
      const options = {
        jobId: id,
        attempts: 5,
        backoff: { type: 'exponential', delay: 5_000 },
        removeOnComplete: { age: rememberedSeconds },
        removeOnFail: { age: rememberedSeconds },
      };
      const add = queue.add.bind(queue) as (name: string, data: RunJob, options: object) => Promise<unknown>;
      await open.insist(() => add('run', { due: due.toISOString(), missed }, options), signal);
      while (!signal.aborted) {
        const state = await open.insist(async () => (await queue.getJob(id))?.getState() ?? 'completed', signal);
        if (state === 'completed' || state === 'failed') return;
        await realClock.sleep(lookMs, signal);
      }
    },
    close: async () => {
      await Promise.all([closed(worker), closed(queue)]);
    },
  };
}
