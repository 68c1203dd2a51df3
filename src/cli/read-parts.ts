import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  isOfShard,
  type Report,
  type ShardLine,
  type ShardReport,
  type SinkEndpoint,
  shardLineSchema,
  shardText,
  UsageError,
} from '../index.ts';
import { asText, readInput, reason, refuseMaterial } from './read-inputs.ts';
import { isJson, type Json, parsed } from './read-report-file.ts';

/** A part of a scan, of which what says whose part it is was read, and held to what is in it. */
export type Part =
  | { readonly kind: 'report'; readonly file: string; readonly version: string; readonly shard: ShardReport; readonly report: Report }
  | {
      readonly kind: 'lines';
      readonly file: string;
      readonly version: string;
      readonly shard: ShardReport;
      readonly end: ShardLine;
    };

/** @throws UsageError `file-unreadable`, or `part-unreadable` for what no `scan --shard` wrote, or an interrupted one */
export async function readPart(file: string): Promise<Part> {
  refuseMaterial(file, 'the part');
  return (await isLines(file)) ? await readLines(file) : readReport(asText(await readInput(file, 'the part')), file);
}

/** The endpoints of a part in NDJSON, each with its line as it stands there. */
export async function* endpointLines(file: string): AsyncGenerator<{ readonly text: string; readonly endpoint: SinkEndpoint }> {
  for await (const { text, json } of linesOf(file)) {
    if (json.schema === 'handclasp.endpoint/1') yield { text, endpoint: json as unknown as SinkEndpoint };
  }
}

/** JSON in several lines begins with a brace alone; a part without any line is one in NDJSON that was cut off. */
async function isLines(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    const start = buffer.toString('utf8', 0, bytesRead);
    return /^\{"schema":"handclasp\.(?:endpoint|shard)\//.test(start) || start.trim() === '';
  } catch (cause) {
    throw unreadable(file, cause);
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, cause: unknown): UsageError {
  return new UsageError('file-unreadable', `cannot read the part ${file}: ${reason(cause)}`, 'check the path and its permissions');
}

function readReport(text: string, file: string): Part {
  const json = parsed(text);
  if (json?.schema !== 'handclasp.report/1' || !Array.isArray(json.endpoints) || !json.endpoints.every(isEndpoint)) throw notOne(file);
  const { shard } = json;
  if (!isShard(shard)) {
    throw new UsageError('part-unreadable', `${file} is no part: its scan had no --shard`, 'scan with --shard I/N, then merge');
  }
  for (const endpoint of json.endpoints) refuseStray(endpoint, shard, file);
  // What is left was written by the release that its version names, which is held to be this one.
  return { kind: 'report', file, version: versionOf(json, file), shard, report: json as unknown as Report };
}

async function readLines(file: string): Promise<Part> {
  let end: Json | null = null;
  const targets = new Set<string>();
  for await (const { json, line } of linesOf(file)) {
    if (json.schema === shardLineSchema) {
      end = json;
      continue;
    }
    if (json.schema !== 'handclasp.endpoint/1' || !isEndpoint(json)) throw notOne(`${file}:${line}`);
    // A run that went on writes behind the line that ended the one before.
    end = null;
    targets.add(String(json.target));
  }
  const shard = end?.shard;
  if (end === null || !isShard(shard)) {
    throw new UsageError(
      'part-unreadable',
      `${file} does not end as a part does: its scan had no --shard, or was interrupted`,
      `continue it with the same options and --resume ${file}`,
    );
  }
  for await (const { json } of linesOf(file)) if (json.schema === 'handclasp.endpoint/1') refuseStray(json, shard, file);
  return { kind: 'lines', file, version: versionOf(end, file), shard, end: end as unknown as ShardLine };
}

async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly json: Json; readonly line: number }> {
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === '') continue;
      const json = parsed(text);
      if (json === null) throw notOne(`${file}:${line}`);
      yield { text, json, line };
    }
  } catch (cause) {
    throw cause instanceof UsageError ? cause : unreadable(file, cause);
  }
}

/** An endpoint in a part that is not its own was put there by somebody, or the hosts were parted by another release. */
function refuseStray(endpoint: Json, shard: ShardReport, file: string): void {
  if (isOfShard({ host: String(endpoint.host) }, shard)) return;
  throw new UsageError(
    'part-unreadable',
    `${file} says that it is shard ${shardText(shard)}, and ${String(endpoint.target)} belongs to another`,
    'give the files as scan --shard wrote them',
  );
}

function isEndpoint(value: unknown): value is Json {
  return (
    isJson(value) &&
    typeof value.target === 'string' &&
    typeof value.host === 'string' &&
    typeof value.reachability === 'string' &&
    Array.isArray(value.findings) &&
    value.findings.every((finding) => isJson(finding) && typeof finding.severity === 'string' && isJson(finding.evidence)) &&
    Array.isArray(value.unknown) &&
    Array.isArray(value.incomplete) &&
    Array.isArray(value.chain)
  );
}

function isShard(value: unknown): value is ShardReport {
  if (!isJson(value)) return false;
  const { index, of, targets, allTargets, options } = value;
  return [index, of, targets, allTargets].every(Number.isSafeInteger) && Number(of) > 0 && Number(index) < Number(of) && isJson(options);
}

function versionOf({ tool, startedAt, finishedAt, partial }: Json, file: string): string {
  const version = isJson(tool) ? tool.version : null;
  if (typeof version !== 'string' || typeof startedAt !== 'string' || typeof finishedAt !== 'string' || typeof partial !== 'boolean')
    throw notOne(file);
  return version;
}

function notOne(where: string): UsageError {
  return new UsageError(
    'part-unreadable',
    `${where} is not a report of handclasp`,
    'give what scan --shard wrote with --format json or ndjson',
  );
}
