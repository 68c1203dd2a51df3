import { open } from 'node:fs/promises';
import {
  feedLines,
  keepOldGenerationTight,
  type MassSummary,
  massScan,
  openSinks,
  printable,
  type RunFacts,
  resumeFrom,
  type Sink,
  severities,
  shardLine,
  showable,
  type Target,
  toolVersion,
  UsageError,
  type VerdictCounts,
  verdictOfCounts,
} from '../index.ts';
import type { Output } from './argv/pair-outputs.ts';
import type { ScanRequest } from './commands/scan.ts';
import { counted } from './counted.ts';
import { exitStatus, isPluginRun, statusOf, statusOfInterruption, statusWithDelivery } from './exit-status.ts';
import { InputReader } from './input-faults.ts';
import { MassProgressLine } from './mass-progress-line.ts';
import { readIdentity } from './read-identity.ts';
import { readPasswordSource } from './read-passwords.ts';
import { listNamedAsTarget, listRemark } from './read-targets.ts';
import { readCrls, readTrust } from './read-trust.ts';
import { RepeatedTargets } from './repeated-targets.ts';
import { shardReport } from './shard-report.ts';
import { ShardTargets } from './shard-targets.ts';
import { spareRuleIds } from './spare-rule-ids.ts';
import { streamTargets } from './stream-targets.ts';
import type { Terminal } from './terminal.ts';
import { readReceiver } from './to-receiver.ts';
import { explained } from './view-of.ts';
import { checkOutputs } from './write-outputs.ts';
import { writePieces } from './write-pieces.ts';

/** A list of another kind would fill the screen. */
const mostBadLinesReported = 10;

/** Who scans a stream of targets: the threads of this process, or those that it shares the work with. */
export type MassScanning = typeof massScan;

/** What a streamed scan came to. */
export type MassScanned = {
  /** The exit status. */
  readonly status: number;
  readonly summary: MassSummary;
  /** Whether all documents are in Elasticsearch; null where none go there. */
  readonly isDelivered: boolean | null;
};

/** Scans a stream of targets and writes each one's lines as it is done; gives the exit status. */
export async function runMassScan(request: ScanRequest, terminal: Terminal): Promise<number> {
  const { status } = await massScanOnce(request, terminal);
  return status;
}

export async function massScanOnce(request: ScanRequest, terminal: Terminal, scanning: MassScanning = massScan): Promise<MassScanned> {
  const startedAt = new Date();
  const lines = request.outputs.find(({ format }) => format.streams.includes('scan'));
  // Of thousands, the two connections that tell who is let in.
  const depth = request.depth ?? 'quick';
  const { trust, crls, identity, openReceiver } = await readMassInputs(request, terminal);
  await spareRuleIds(terminal);
  const finished = request.resume === null ? new Set<string>() : await resumeFrom(request.resume);
  const sink = lines === undefined ? nowhere : await openSink(lines.file, request.resume !== null, terminal);
  const receiver = (await openReceiver?.()) ?? null;
  const documents = await openDocuments(request.outputs);
  const sending = receiver === null ? null : await import('./send-documents.ts');
  const sent = sending === null ? null : await sending.documentSink('scan', startedAt, request);
  const sinks = [...documents.map((document) => document.sink), ...(sent === null ? [] : [sent.sink])];
  const progress = request.quiet ? null : new MassProgressLine(terminal, finished.size);
  const list = request.quiet ? null : await listNamedAsTarget(request.targets);
  if (list !== null) terminal.err(`handclasp: ${listRemark(list)}\n`);
  const repeats = new RepeatedTargets();
  const part = request.shard === null ? null : new ShardTargets(request.shard);
  let badLines = 0;
  const onBadLine = ({ message, hint }: UsageError) => {
    badLines += 1;
    if (badLines > mostBadLinesReported) return;
    progress?.wipe();
    terminal.err(`handclasp: ${printable(showable(message))}\n${badLines === 1 ? `  ${printable(hint)}\n` : ''}`);
  };
  try {
    if (sent !== null && receiver !== null && request.resume !== null) await sending?.sendLinesOf(request.resume, sent, receiver);
    const all = streamTargets(request.targets, terminal, request.deployment, onBadLine);
    const summary = await scanning(without(finished, repeats.counting(part === null ? all : part.of(all))), {
      scan: {
        anchors: trust.anchors,
        trustPublicRoots: trust.publicRoots,
        crls,
        depth,
        quietWire: request.quietWire,
        vantage: request.vantage,
        timeoutMs: request.timeoutMs,
        ...(request.serverName === null ? {} : { serverName: request.serverName }),
        ...(request.deployment === null ? {} : { deployment: request.deployment }),
        ...(request.expiresIn === null ? {} : { expiresInMs: request.expiresIn }),
        ...(identity === null ? {} : { identity }),
        ...(request.maxPerHost === null ? {} : { maxPerHost: Math.round(request.maxPerHost) }),
        ...(request.trySelfSigned ? { selfSignedIdentity: (await import('./self-signed-identity.ts')).makeSelfSignedIdentity() } : {}),
      },
      concurrency: request.concurrency,
      ...(request.threads === null ? {} : { threads: Math.round(request.threads) }),
      ...(request.maxRate === null ? {} : { maxRate: request.maxRate }),
      ...(request.maxPerNetwork === null ? {} : { maxPerNetwork: Math.round(request.maxPerNetwork) }),
      write: async (bytes) => {
        if (sinks.length > 0) feedLines(bytes, sinks);
        if (sent !== null) await receiver?.add(sent.take());
        await sink.write(bytes);
      },
      onProgress: (now) => progress?.show(now),
      onFault: (target, message) => {
        progress?.wipe();
        terminal.err(`handclasp: internal error at ${target.label}: ${showable(message)}\n`);
      },
      signal: terminal.interrupted,
    });
    progress?.wipe();
    if (part !== null && request.shard !== null && !summary.partial) {
      const shard = shardReport(request.shard, request, { trust, crls, identity }, depth, part);
      const finishedAt = new Date().toISOString();
      await sink.write(shardLine({ startedAt: startedAt.toISOString(), finishedAt, partial: summary.faults > 0, shard }, toolVersion));
    }
    const facts = await runFacts(request, startedAt, summary, badLines);
    for (const { output, sink: document } of documents) await writePieces(output, document.end(facts), terminal);
    const isDelivered = (await receiver?.end()) ?? true;
    if (summary.targets === 0 && finished.size === 0 && !summary.partial && (part?.allTargets ?? 0) === 0) {
      throw new UsageError('no-target', `no target in ${request.targets.join(', ')}`, 'write one target per line; # begins a comment');
    }
    if (!request.quiet) terminal.err(`${closing(summary, { before: finished.size, badLines, repeated: repeats.count }, request)}\n`);
    const status = statusOfSummary(summary, badLines, request, terminal);
    return { summary, status: statusWithDelivery(status, isDelivered), isDelivered: receiver === null ? null : isDelivered };
  } finally {
    progress?.end();
    // Whatever went wrong, what was found is sent, or kept.
    await receiver?.end();
    await sink.close();
  }
}

/** All that it reads before it asks anything. @throws InputFaults */
export async function readMassInputs(request: ScanRequest, terminal: Terminal) {
  const inputs = new InputReader();
  await inputs.read('output', null, () => checkOutputs(request.outputs));
  const passwords = await readPasswordSource(inputs, request, terminal);
  const trust = await inputs.read('ca', null, () => readTrust(request.ca, passwords));
  const crls = await inputs.read('crl', null, () => readCrls(request.crl));
  const identity = await inputs.read('keystore', null, () => readIdentity(request, terminal, passwords));
  const openReceiver = await inputs.read(null, null, () => readReceiver(request, passwords, terminal));
  inputs.end();
  return { trust: trust(), crls: crls(), identity: identity(), openReceiver: openReceiver() };
}

function statusOfSummary({ tally, faults }: MassSummary, badLines: number, request: ScanRequest, { interrupted }: Terminal): number {
  if (faults > 0) return exitStatus.fault;
  if (interrupted.aborted && !isPluginRun(request.outputs)) return statusOfInterruption(interrupted);
  const { findings, withinExpiresIn, incomplete } = tally;
  const found = severities.filter((severity) => findings[severity] > 0);
  return statusOf({ found, due: withinExpiresIn > 0, undetermined: incomplete + badLines > 0 || interrupted.aborted }, request);
}

type Lists = Iterable<readonly Target[]>;

async function* without(done: ReadonlySet<string>, source: AsyncIterable<Lists>): AsyncGenerator<Lists> {
  for await (const lists of source) yield done.size === 0 ? lists : stillToDo(done, lists);
}

function* stillToDo(done: ReadonlySet<string>, lists: Lists): Generator<readonly Target[]> {
  for (const targets of lists) yield targets.filter(({ label }) => !done.has(label));
}

const nowhere: LineSink = { write: async () => {}, close: async () => {} };

/** Documents that grow with what is found, and are written at the end. */
async function openDocuments(outputs: readonly Output[]): Promise<readonly { readonly output: Output; readonly sink: Sink }[]> {
  if (outputs.length > 0) keepOldGenerationTight();
  const sinks = await openSinks(outputs.map(({ format }) => format));
  return outputs.flatMap((output, index) => {
    const sink = sinks[index] ?? null;
    return sink === null ? [] : [{ output, sink }];
  });
}

async function runFacts(
  { failOn, exitZero }: ScanRequest,
  startedAt: Date,
  { partial, faults }: MassSummary,
  badLines: number,
): Promise<RunFacts> {
  return {
    version: toolVersion,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    partial,
    failOn: exitZero ? 'never' : failOn,
    undecided: faults + badLines > 0,
    pairs: [],
    unknown: [],
    rules: await explained.rules(),
  };
}

type LineSink = { readonly write: (lines: Uint8Array) => Promise<void>; readonly close: () => Promise<void> };

async function openSink(file: string | null, append: boolean, terminal: Terminal): Promise<LineSink> {
  if (file === null) return { write: (lines) => terminal.out(lines), close: async () => {} };
  const handle = await open(file, append ? 'a' : 'w');
  return { write: (lines) => handle.writeFile(terminal.mask.bytes(lines)), close: () => handle.close() };
}

/** What it comes to, and what was counted, a line each. */
function closing(
  { targets, tally, partial }: MassSummary,
  { before, badLines, repeated }: { readonly before: number; readonly badLines: number; readonly repeated: number },
  { failOn, exitZero }: Pick<ScanRequest, 'failOn' | 'exitZero'>,
): string {
  const { endpoints, unreachable, incomplete, findings, cut, untried, having } = tally;
  const reached = endpoints - unreachable - untried;
  // Default ports that nobody named and nobody listens at are no gaps.
  const missed = incomplete - cut - untried;
  const problems = severities.filter((severity) => findings[severity] > 0).map((severity) => `${findings[severity]} ${severity}`);
  const { word, text } = verdictOfCounts({
    endpoints: reached + missed + untried,
    reached,
    untried,
    grave: having.high,
    medium: having.medium,
    cut,
    partial,
    undiscovered: false,
    newOnly: false,
    failing: failingOf(having, { failOn, exitZero }),
  });
  const counts = [
    problems.length === 0 ? 'No problems' : problems.join(', '),
    `${counted(targets, 'target')}${before > 0 ? ` (${before} were done before)` : ''}, ${counted(endpoints, 'endpoint')}`,
    ...(missed > 0 ? [`${missed} unreachable`] : []),
    ...(cut > 0 ? [`${cut} not fully checked`] : []),
    ...(repeated > 0 ? [`${counted(repeated, 'target')} repeated, and asked again`] : []),
    ...(badLines > 0 ? [`${badLines} line${badLines === 1 ? ' is not a target' : 's are not targets'}`] : []),
    ...(partial ? ['interrupted: continue with --resume'] : []),
  ];
  return `${word.padEnd(6)}${text}\n${counts.join(' · ')}`;
}

/** The endpoints that make the exit status 1. */
function failingOf(
  having: MassSummary['tally']['having'],
  { failOn, exitZero }: Pick<ScanRequest, 'failOn' | 'exitZero'>,
): NonNullable<VerdictCounts['failing']> {
  const bad = exitZero || failOn === 'never' ? 0 : having[failOn];
  const due = exitZero ? 0 : having.due;
  return { failOn: exitZero ? 'never' : failOn, endpoints: bad > 0 ? bad : due, isDueAlone: bad === 0 && due > 0 };
}
