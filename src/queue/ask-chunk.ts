import { askedAsOne, type Group } from '../fleet/asked-as-one.ts';
import { EndpointLines } from '../fleet/endpoint-lines.ts';
import { addJudged, judgeTogether } from '../fleet/judged-lines.ts';
import type { Pace } from '../fleet/pace.ts';
import { inParallel } from '../jobs/scan/in-parallel.ts';
import { createScanner, type Scanner, type TargetOptions } from '../jobs/scan/scanner.ts';
import type { Observation } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import { record } from '../replay/recording.ts';
import { type ChunkFault, type ChunkJob, type ChunkResult, type Judging, judgedResult, seenResult } from './chunk-job.ts';

export type AskOptions = Pick<TargetOptions, 'identity' | 'maxPerHost'> & {
  /** Targets of one chunk at once. */
  readonly concurrency: number;
  readonly selfSignedIdentity: () => NonNullable<TargetOptions['selfSignedIdentity']>;
  readonly pace: Pace;
  readonly signal: AbortSignal;
};

/** What chunks of one run share, where their worker judges them: what was seen of one endpoint of a kind counts for the others. */
type Shared = {
  readonly key: string;
  readonly scanner: Scanner;
  readonly lines: EndpointLines;
  readonly names: Map<string, string | null>;
};

/** Asks the targets of chunks, and judges them where that is asked for. */
export class ChunkAsker {
  readonly #options: AskOptions;
  #shared: Shared | null = null;

  constructor(options: AskOptions) {
    this.#options = options;
  }

  /** What the signal cuts short is no result. */
  async ask({ run, asking, judging, targets: named }: ChunkJob): Promise<ChunkResult> {
    const targets = named.map(({ target }) => target);
    const names = new Map(
      named.flatMap(({ target, serverName }) => (serverName === undefined ? [] : [[target.label, serverName] as const])),
    );
    if (judging === null) {
      const recording = record();
      const scanner = createScanner({ ...this.#asking(asking), probe: recording.probe, serverName: ({ label }) => names.get(label) });
      const { faults } = await this.#observe(scanner, targets);
      return seenResult(recording.asked, faults);
    }
    const { scanner, lines, names: all } = this.#sharedBy(run, asking, judging);
    for (const [label, name] of names) all.set(label, name);
    const { observed, faults } = await this.#observe(scanner, targets);
    const judged = [];
    for (const group of askedAsOne(targets)) judged.push(...(await judgeTogether(scanner, group, observedOf(group, observed))));
    for (const label of names.keys()) all.delete(label);
    // From here on nobody else writes.
    const tally = addJudged(lines, judged);
    const bytes = lines.take();
    const result = judgedResult(bytes, tally, faults);
    lines.reuse(bytes.buffer);
    return result;
  }

  async #observe(
    scanner: Scanner,
    targets: readonly Target[],
  ): Promise<{ readonly observed: ReadonlyMap<Target, readonly Observation[]>; readonly faults: readonly ChunkFault[] }> {
    const { concurrency, pace, signal } = this.#options;
    const observed = new Map<Target, readonly Observation[]>();
    const faults: ChunkFault[] = [];
    await inParallel(targets, concurrency, async (target) => {
      try {
        await pace.turn(signal);
        observed.set(target, await scanner.observe(target));
      } catch (error) {
        if (!signal.aborted) faults.push({ label: target.label, message: error instanceof Error ? error.message : String(error) });
      }
    });
    return { observed, faults };
  }

  #asking({ trySelfSigned, ...asking }: ChunkJob['asking']): TargetOptions {
    const { identity, maxPerHost, selfSignedIdentity, signal } = this.#options;
    return {
      ...asking,
      signal,
      ...(identity === undefined ? {} : { identity }),
      ...(maxPerHost === undefined ? {} : { maxPerHost }),
      ...(trySelfSigned ? { selfSignedIdentity: selfSignedIdentity() } : {}),
    };
  }

  /** Of the run that was last worked for. */
  #sharedBy(run: string, asking: ChunkJob['asking'], judging: Judging): Shared {
    const key = JSON.stringify([run, asking, judging]);
    if (this.#shared?.key === key) return this.#shared;
    const names = new Map<string, string | null>();
    const { anchors, crls, trustPublicRoots, deployment, expiresInMs } = judging;
    const scanner = createScanner({
      ...this.#asking(asking),
      anchors: anchors.map((der) => Buffer.from(der, 'base64')),
      crls: crls.map((der) => Buffer.from(der, 'base64')),
      trustPublicRoots,
      sharesFixes: true,
      serverName: ({ label }) => names.get(label),
      ...(deployment === null ? {} : { deployment }),
      ...(expiresInMs === null ? {} : { expiresInMs }),
    });
    this.#shared = { key, scanner, lines: new EndpointLines(), names };
    return this.#shared;
  }
}

function observedOf(group: Group, observed: ReadonlyMap<Target, readonly Observation[]>): readonly (readonly Observation[])[] {
  return group.map((target) => observed.get(target) ?? []);
}
