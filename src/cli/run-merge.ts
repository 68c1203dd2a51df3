import { open } from 'node:fs/promises';
import {
  isWithinExpiresIn,
  keepOldGenerationTight,
  type MergedReport,
  mergeShards,
  missingShards,
  ndjson,
  openSinks,
  type RunFacts,
  type Severity,
  severities,
  shardText,
  someNamed,
  spanOf,
  toolVersion,
  UsageError,
} from '../index.ts';
import type { Output } from './argv/pair-outputs.ts';
import type { MergeRequest } from './commands/merge.ts';
import { statusOf, statusOfReport } from './exit-status.ts';
import { checkShow } from './options/view.ts';
import { endpointLines, type Part, readPart } from './read-parts.ts';
import type { Terminal } from './terminal.ts';
import { explained, viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs, unwritable } from './write-outputs.ts';
import { writePieces } from './write-pieces.ts';

type ReportPart = Extract<Part, { readonly kind: 'report' }>;
type LinesPart = Extract<Part, { readonly kind: 'lines' }>;

/** Puts the parts together, writes the report, and gives the exit status. */
export async function runMerge(request: MergeRequest, terminal: Terminal): Promise<number> {
  await checkShow(request);
  await checkOutputs(request.outputs);
  const parts: Part[] = [];
  for (const file of request.files) parts.push(await readPart(file));
  const merged = missingShards(parts);
  const reports = parts.filter((part): part is ReportPart => part.kind === 'report');
  const lines = parts.filter((part): part is LinesPart => part.kind === 'lines');
  const [report] = reports;
  const [streamed] = lines;
  if (report !== undefined && streamed !== undefined)
    throw new UsageError('parts-differ', `${report.file} is json, and ${streamed.file} is ndjson`, 'merge parts of one format');
  if (!request.quiet) tellGaps(parts, merged, terminal);
  return streamed === undefined
    ? await mergeReports(reports, merged, request, terminal)
    : await mergeLines(lines, merged, request, terminal);
}

function tellGaps(parts: readonly Part[], { of, missing }: MergedReport, terminal: Terminal): void {
  if (missing.length > 0) {
    const named = someNamed(
      missing.map((index) => shardText({ index, of })),
      20,
    );
    terminal.err(`handclasp: no part of shard ${named}: the report is not whole\n`);
  }
  for (const part of parts) {
    if (isCut(part)) terminal.err(`handclasp: ${part.file} is not whole: its scan was interrupted, or met an internal error\n`);
  }
}

function isCut(part: Part): boolean {
  return part.kind === 'report' ? part.report.partial : part.end.partial;
}

async function mergeReports(
  parts: readonly ReportPart[],
  merged: MergedReport,
  request: MergeRequest,
  terminal: Terminal,
): Promise<number> {
  const streaming = request.outputs.find(({ format }) => format.streams.includes('scan'));
  if (streaming !== undefined)
    throw new UsageError(
      'arguments',
      `parts in json make no ${streaming.format.name}`,
      'scan the parts with --format ndjson, or write --format json',
    );
  const report = mergeShards(
    parts.map((part) => part.report),
    merged,
  );
  const status = statusOfReport(report, request, report.partial);
  await writeDocuments(request.outputs, 'scan', { report, ...viewOf(request, status) }, terminal);
  return status;
}

/** Line by line, so that it costs no memory. */
async function mergeLines(parts: readonly LinesPart[], merged: MergedReport, request: MergeRequest, terminal: Terminal): Promise<number> {
  const whole = request.outputs.find(({ format }) => format !== ndjson && format.open === undefined);
  if (whole !== undefined)
    throw new UsageError(
      'arguments',
      `parts in ndjson make no ${whole.format.name}, which needs a whole report`,
      'write --format ndjson, or scan the parts with --format json',
    );
  keepOldGenerationTight();
  const sinks = await openSinks(request.outputs.map(({ format }) => format));
  const out = await openLines(request.outputs.find(({ format }) => format === ndjson) ?? null, terminal);
  const found = new Set<Severity>();
  let due = false;
  let incomplete = false;
  try {
    for (const { file } of [...parts].sort((a, b) => a.shard.index - b.shard.index)) {
      for await (const { text, endpoint } of endpointLines(file)) {
        for (const sink of sinks) sink?.endpoint(endpoint);
        for (const finding of endpoint.findings) {
          found.add(finding.severity);
          due ||= isWithinExpiresIn(finding);
        }
        incomplete ||= endpoint.incomplete.length > 0;
        await out.write(`${text}\n`);
      }
    }
  } finally {
    await out.close();
  }
  const span = spanOf(
    parts.map(({ end }) => end),
    merged,
  );
  const facts: RunFacts = {
    version: toolVersion,
    ...span,
    failOn: request.exitZero ? 'never' : request.failOn,
    undecided: span.partial,
    pairs: [],
    unknown: [],
    rules: await explained.rules(),
  };
  for (const [index, output] of request.outputs.entries()) {
    const sink = sinks[index];
    if (sink != null) await writePieces(output, sink.end(facts), terminal);
  }
  return statusOf({ found: severities.filter((each) => found.has(each)), due, undetermined: incomplete || span.partial }, request);
}

type Lines = { readonly write: (text: string) => Promise<void>; readonly close: () => Promise<void> };

async function openLines(output: Output | null, terminal: Terminal): Promise<Lines> {
  if (output === null) return { write: async () => {}, close: async () => {} };
  const { file } = output;
  if (file === null) return { write: (text) => terminal.out(text), close: async () => {} };
  const handle = await open(file, 'w').catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  return {
    write: async (text) => {
      await handle.writeFile(text).catch((cause: unknown) => {
        throw unwritable(file, cause);
      });
    },
    close: () => handle.close(),
  };
}
