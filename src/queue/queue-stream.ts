import type { Targets } from '../fleet/asked-as-one.ts';
import { EndpointLines } from '../fleet/endpoint-lines.ts';
import { addJudged, judgeTogether } from '../fleet/judged-lines.ts';
import type { MassScanOptions, MassSummary } from '../fleet/mass-scan-options.ts';
import { addTally, noTally, type Tally, type WorkerOptions } from '../fleet/worker-messages.ts';
import { freezeYoungGeneration, keepOldGenerationTight } from '../fleet/young-generation.ts';
import { createScanner } from '../jobs/scan/scanner.ts';
import { notAsked } from '../replay/recording.ts';
import { type ChunkResult, type Judging, linesIn } from './chunk-job.ts';
import type { Chunk } from './chunks.ts';
import { gatherChunks } from './gather-run.ts';
import type { OpenQueue } from './open-queue.ts';
import { ChunkList, type PackedChunk } from './packed-chunks.ts';

/** A streamed scan whose targets are asked and judged by workers. Of what they found the leader keeps the counts; the list of targets is all that grows with their number. */
export async function queueStream(
  open: OpenQueue,
  { run, networks, signal }: { readonly run: string; readonly networks: readonly (readonly PackedChunk[])[]; readonly signal: AbortSignal },
  { scan, write, onFault }: Pick<MassScanOptions, 'scan' | 'write' | 'onFault'>,
): Promise<MassSummary> {
  keepOldGenerationTight();
  freezeYoungGeneration();
  let tally = noTally;
  let done = 0;
  let isWhole = false;
  let faults = 0;
  const { serverName } = scan;
  try {
    await gatherChunks(
      open,
      networks,
      {
        run,
        signal,
        asking: {
          depth: scan.depth ?? 'quick',
          quietWire: scan.quietWire ?? false,
          vantage: scan.vantage ?? null,
          timeoutMs: scan.timeoutMs ?? 5_000,
          trySelfSigned: scan.selfSignedIdentity !== undefined,
        },
        judging: judgingOf(scan),
        nameOf: () => (serverName === undefined ? {} : { serverName }),
      },
      async (chunk, result) => {
        const found = await foundIn(chunk, result, scan);
        tally = addTally(tally, found.tally);
        const byLabel = new Map(chunk.map((target) => [target.label, target]));
        for (const { label, message } of result?.faults ?? []) {
          const target = byLabel.get(label);
          if (target === undefined) continue;
          faults += 1;
          onFault?.(target, message);
        }
        await write(found.lines);
        done += chunk.length;
      },
    );
    isWhole = true;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return { tally, targets: done, faults, partial: !isWhole };
}

/** The chunks of a list, network by network. */
export async function readChunks(lists: Targets): Promise<readonly (readonly PackedChunk[])[]> {
  const chunks = new ChunkList();
  for await (const some of lists) for (const list of some) for (const target of list) chunks.put(target);
  return [...chunks.take()];
}

function judgingOf({ anchors, trustPublicRoots, crls, deployment, expiresInMs }: WorkerOptions): Judging {
  const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
  return {
    anchors: (anchors ?? []).map(base64),
    trustPublicRoots: trustPublicRoots ?? false,
    crls: (crls ?? []).map(base64),
    deployment: deployment ?? null,
    expiresInMs: expiresInMs ?? null,
  };
}

/** A chunk that no worker could do is told as that. */
async function foundIn(
  chunk: Chunk,
  result: ChunkResult | null,
  scan: WorkerOptions,
): Promise<{ readonly lines: Uint8Array; readonly tally: Tally }> {
  if (result?.kind === 'judged') return { lines: linesIn(result), tally: result.tally };
  const scanner = createScanner({ ...scan, sharesFixes: true });
  const lines = new EndpointLines();
  let tally = noTally;
  for (const target of chunk)
    tally = addTally(tally, addJudged(lines, await judgeTogether(scanner, [target], [[notAsked(target, 'no-worker')]])));
  return { lines: lines.take(), tally };
}
