import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Target } from '../model/target.ts';
import { toolVersion } from '../model/tool-version.ts';
import type { ProbeOptions } from '../probe/probe-options.ts';
import { decodeSavedRun, encodeSavedRun, type SavedTarget } from '../replay/saved-run.ts';
import type { Chunk } from './chunks.ts';

/** How targets are asked, as it travels: no file, no key and no password is among it. */
export type Asking = {
  readonly depth: ProbeOptions['depth'];
  readonly quietWire: boolean;
  readonly vantage: ProbeOptions['vantage'];
  readonly timeoutMs: number;
  /** The worker makes the certificate. */
  readonly trySelfSigned: boolean;
};

/** The job of one chunk. */
export type ChunkJob = {
  readonly version: string;
  readonly run: string;
  readonly asking: Asking;
  readonly targets: readonly { readonly target: Target; readonly serverName?: string | null }[];
};

/** What a worker saw of it. Targets that are missing could not be asked, for a fault of handclasp's own. */
export type ChunkResult = { readonly version: string; readonly seen: string; readonly faults: readonly string[] };

/** The name of a job: of one run and one chunk there is one, however often it is queued. */
export function chunkId(run: string, chunk: Chunk): string {
  const labels = chunk.map(({ label }) => label);
  return `${run}-${createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 24)}`;
}

export function chunkJob(
  run: string,
  chunk: Chunk,
  asking: Asking,
  nameOf: (target: Target) => { readonly serverName?: string | null },
): ChunkJob {
  return {
    version: toolVersion,
    run,
    asking,
    // The line of a list is of no use to who asks.
    targets: chunk.map(({ listedAt: _, ...target }) => ({ target, ...nameOf(target) })),
  };
}

export function chunkResult(seen: readonly SavedTarget[], faults: readonly string[]): ChunkResult {
  const text = encodeSavedRun({
    startedAt: new Date(),
    partial: false,
    command: 'scan',
    targets: seen.map(({ target }) => target),
    members: [],
    kibana: null,
    asked: seen,
    api: null,
    judging: { anchors: [], trustPublicRoots: false, crls: [], identity: [], quietWire: false, deployment: null },
  });
  return { version: toolVersion, seen: deflateRawSync(text).toString('base64'), faults };
}

/** @throws UsageError where it is of another form */
export function seenIn({ seen }: ChunkResult): readonly SavedTarget[] {
  return decodeSavedRun(inflateRawSync(Buffer.from(seen, 'base64')).toString('utf8'), 'the result of a worker').asked;
}
