import type { Targets } from '../fleet/asked-as-one.ts';
import type { MassScanOptions, MassSummary } from '../fleet/mass-scan-options.ts';
import { type ScanOptions, scan } from '../jobs/scan/scan.ts';
import { realClock } from '../model/clock.ts';
import type { Report } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import type { Probe } from '../probe/probe-options.ts';
import { notAsked } from '../replay/recording.ts';
import type { SavedTarget } from '../replay/saved-run.ts';
import { chunkKey } from './chunk-job.ts';
import { chunksByNetwork } from './chunks.ts';
import { forgetRun, gatherRun } from './gather-run.ts';
import type { OpenQueue } from './open-queue.ts';
import { queueStream, readChunks } from './queue-stream.ts';

const forgetMs = 5_000;

/** A scan whose targets are asked by workers, and judged here. */
export type QueueScanner = {
  /** In place of asking over the network: what workers saw. */
  readonly probe: Probe;
  readonly scan: (targets: readonly Target[], options: ScanOptions) => Promise<Report>;
  /** The same without a report: workers judge as well. */
  readonly stream: (lists: Targets, options: MassScanOptions) => Promise<MassSummary>;
  /** Called when the report is kept: what workers saw is needed no more. */
  readonly forget: () => Promise<void>;
};

/** @param run its name, the same for whoever leads it */
export function queueScanner(open: OpenQueue, run: string, signal: AbortSignal): QueueScanner {
  let seen: ReadonlyMap<string, SavedTarget> = new Map();
  /** Keys of the chunks. */
  let asked: readonly string[] = [];
  const probe: Probe = async (target) => {
    const observations = seen.get(target.label)?.observations;
    return observations === undefined ? [notAsked(target, 'no-worker')] : observations.map((one) => ({ ...one, target }));
  };
  return {
    probe,
    scan: async (targets, options) => {
      const { serverName } = options;
      asked = chunksByNetwork(targets).flatMap((chunks) => chunks.map(chunkKey));
      seen = await gatherRun(open, targets, {
        run,
        signal,
        asking: {
          depth: options.depth ?? 'quick',
          quietWire: options.quietWire ?? false,
          vantage: options.vantage ?? null,
          timeoutMs: options.timeoutMs ?? 5_000,
          trySelfSigned: options.selfSignedIdentity !== undefined,
        },
        nameOf: (target) => {
          const name = typeof serverName === 'function' ? serverName(target) : serverName;
          return name === undefined ? {} : { serverName: name };
        },
      });
      const report = await scan(targets, { probe, ...options });
      return { ...report, startedAt: firstOf(seen) ?? report.startedAt };
    },
    stream: async (lists, options) => {
      const networks = await readChunks(lists);
      asked = networks.flatMap((chunks) => chunks.map(({ key }) => key));
      return await queueStream(open, { run, networks, signal }, options);
    },
    // A server that is away keeps them for a day, and keeps nobody from ending.
    forget: () => Promise.race([forgetRun(open, run, asked), realClock.sleep(forgetMs, new AbortController().signal)]),
  };
}

/** When the first was asked: whoever leads the run comes to the same. */
function firstOf(seen: ReadonlyMap<string, SavedTarget>): string | null {
  const times = [...seen.values()].flatMap(({ observations }) => observations.map(({ startedAt }) => startedAt.getTime()));
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.min(a, b))).toISOString();
}
