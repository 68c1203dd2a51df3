import { createHash, randomUUID } from 'node:crypto';
import { leadTicks, metricText, type OpenQueue, queueScanner, type Schedule, type Tick, watchMetrics } from '../../index.ts';
import { openAskedQueue } from '../open-asked-queue.ts';
import type { AskedQueue } from '../options/queue.ts';
import type { Scanning } from '../scan-once.ts';
import type { TickResult, Watched } from './run-tick.ts';

/** One run over the queue, of which the caller knows what to do with the report. */
type Run = (tick: Tick, scanning: Scanning) => Promise<TickResult>;

/** Leads runs whose targets workers ask. */
export class Leading {
  readonly #open: OpenQueue;
  readonly #watched: Watched;

  private constructor(open: OpenQueue, watched: Watched) {
    this.#open = open;
    this.#watched = watched;
    watched.status.also(() => metricText(watchMetrics.queueUnreachable, [[{}, open.trouble.isIn ? 1 : 0]]));
  }

  /** @throws UsageError where the queue cannot be used */
  static async over(queue: AskedQueue, watched: Watched): Promise<Leading> {
    return new Leading(await openAskedQueue(queue, watched.terminal), watched);
  }

  /** One run that no other leader shares. */
  async once(tick: Tick, run: Run): Promise<TickResult> {
    const { interrupted } = this.#watched.terminal;
    const scanner = queueScanner(this.#open, `once-${randomUUID()}`, interrupted);
    try {
      return await run(tick, scanner);
    } finally {
      // Nobody goes on with it.
      await scanner.forget();
    }
  }

  /**
   * Takes part in leading: of all leaders one makes each run.
   *
   * @param schedule that in force
   * @returns what is to be done when a run is due, and at the end
   */
  start(run: Run, schedule: () => Schedule): { readonly due: (tick: Tick) => Promise<void>; readonly close: () => Promise<void> } {
    const { terminal, status } = this.#watched;
    const { interrupted } = terminal;
    const ticks = leadTicks(
      this.#open,
      async ({ name, due, missed }) => {
        const scanner = queueScanner(this.#open, name, interrupted);
        const result = await run({ due, missed }, { ...scanner, uuid: uuidOf(name) });
        if (interrupted.aborted) return 'cut';
        if (result.kind === 'failed') return 'failed';
        await scanner.forget();
        return 'done';
      },
      interrupted,
    );
    return {
      due: async ({ due, missed }) => {
        // Leaders that were started between two runs agree on which one they are to make up for.
        const moment = schedule().last(due) ?? due;
        await ticks.offer(moment, missed).catch((error: unknown) => {
          if (!interrupted.aborted) throw error;
        });
        status.due(schedule().next(new Date()));
      },
      close: () => ticks.close(),
    };
  }
}

/** The same for whoever leads the run: a history keeps it once. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
