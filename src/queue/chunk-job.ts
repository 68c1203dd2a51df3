import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Tally } from '../fleet/worker-messages.ts';
import type { Deployment } from '../model/deployment.ts';
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

/** What targets are judged by, where that is the worker's part: certificates and revocation lists, which everybody may see. */
export type Judging = {
  /** DER, in base64. */
  readonly anchors: readonly string[];
  readonly trustPublicRoots: boolean;
  /** DER, in base64. */
  readonly crls: readonly string[];
  /** Null: guessed from names. */
  readonly deployment: Deployment | null;
  /** Null: as each rule says. */
  readonly expiresInMs: number | null;
};

/** The job of one chunk. */
export type ChunkJob = {
  readonly version: string;
  readonly run: string;
  readonly asking: Asking;
  /** Null where the leader judges. */
  readonly judging: Judging | null;
  readonly targets: readonly { readonly target: Target; readonly serverName?: string | null }[];
};

/** A target that could not be asked, for a fault of handclasp's own. */
export type ChunkFault = { readonly label: string; readonly message: string };

/** What a worker saw of a chunk, or what it means: a line of a streamed scan for each endpoint. Packed, in base64. Targets with a fault are missing. */
export type ChunkResult = { readonly version: string; readonly faults: readonly ChunkFault[] } & (
  | { readonly kind: 'seen'; readonly seen: string }
  | { readonly kind: 'judged'; readonly lines: string; readonly tally: Tally }
);

/** By what a chunk is known: whoever makes it of the same targets comes to the same. */
export function chunkKey(chunk: Chunk): string {
  const labels = chunk.map(({ label }) => label);
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 24);
}

/** The name of a job: of one run and one chunk there is one, however often it is queued. */
export function chunkId(run: string, key: string): string {
  return `${run}-${key}`;
}

export type ChunkTerms = Pick<ChunkJob, 'run' | 'asking' | 'judging'> & {
  readonly nameOf: (target: Target) => { readonly serverName?: string | null };
};

export function chunkJob(chunk: Chunk, { run, asking, judging, nameOf }: ChunkTerms): ChunkJob {
  return {
    version: toolVersion,
    run,
    asking,
    judging,
    // The line of a list is of no use to who only asks.
    targets: chunk.map(({ listedAt, ...target }) => ({
      target: judging === null || listedAt === undefined ? target : { ...target, listedAt },
      ...nameOf(target),
    })),
  };
}

export function seenResult(seen: readonly SavedTarget[], faults: readonly ChunkFault[]): ChunkResult {
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
  return { version: toolVersion, faults, kind: 'seen', seen: deflateRawSync(text).toString('base64') };
}

/** Lines of one chunk are much alike: the quickest way to pack them does as well as the best. */
export function judgedResult(lines: Uint8Array, tally: Tally, faults: readonly ChunkFault[]): ChunkResult {
  return { version: toolVersion, faults, kind: 'judged', lines: deflateRawSync(lines, { level: 1 }).toString('base64'), tally };
}

/** Nothing where it is of another kind. @throws UsageError where it is of another form */
export function seenIn(result: ChunkResult): readonly SavedTarget[] {
  if (result.kind !== 'seen') return [];
  return decodeSavedRun(inflateRawSync(Buffer.from(result.seen, 'base64')).toString('utf8'), 'the result of a worker').asked;
}

/** As a streamed scan writes them. */
export function linesIn({ lines }: Extract<ChunkResult, { readonly kind: 'judged' }>): Uint8Array {
  return inflateRawSync(Buffer.from(lines, 'base64'));
}
