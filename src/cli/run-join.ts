import { diagnoseJoin, diagnoseJoinOfBundles, diagnoseJoinOfEck, type JoinOptions, type Report } from '../index.ts';
import type { JoinRequest } from './commands/join.ts';
import { statusOfRun } from './exit-status.ts';
import { namedNodes } from './named-nodes.ts';
import { checkShow } from './options/view.ts';
import { Progress } from './progress.ts';
import { readBundles } from './read-bundles.ts';
import { readEck } from './read-eck.ts';
import { readIdentity } from './read-identity.ts';
import { readLogFile } from './read-log-file.ts';
import { passwordSource } from './read-passwords.ts';
import { readScanReports } from './read-scan-reports.ts';
import { readSetup } from './read-setup.ts';
import { runToReport, sharedOptions } from './run-report.ts';
import { openSource, savedIdentity, trustBy } from './run-source.ts';
import { checkSave, saveRun } from './save-run.ts';
import type { Terminal } from './terminal.ts';
import { viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Says why a node does not join, and gives the exit status: 1 where a cause was found, 3 where something that it takes could not be told. */
export async function runJoin(request: JoinRequest, terminal: Terminal): Promise<number> {
  await checkShow(request);
  await checkOutputs(request.outputs);
  await checkSave(request, request.outputs);
  if (request.bundle.length > 0) return await judgeBundles(request, terminal);
  if (request.eck !== null) return await judgeEck(request, terminal);
  const source = await openSource(request, 'join', ['join', 'scan', 'matrix']);
  const { saved } = source;
  const passwords = await passwordSource(request, terminal);
  const setup = await readSetup('elasticsearch', request, terminal, passwords);
  const trust = await trustBy(source, request.ca, passwords);
  const identity = saved !== null ? savedIdentity(saved) : await readIdentity(request, terminal, passwords);
  const { nodes, members } = await namedNodes(request, source, terminal);
  const scans = await readScanReports(request.scanReport);
  const log = await readLogFile(request.log, terminal);
  const progress =
    request.quiet || saved !== null
      ? null
      : new Progress(terminal, nodes.length + (members.length || (setup?.facts.seedHosts.length ?? 0)));
  const options: JoinOptions = {
    ...sharedOptions(request, { identity, source }, progress, terminal),
    ...(saved === null ? {} : { at: saved.startedAt }),
    setup,
    setupOfRelease: (release) => readSetup('elasticsearch', { ...request, release }, terminal, passwords),
    nodes,
    ...(log === null ? {} : { log, scans }),
    ...(members.length === 0 ? {} : { members }),
    anchors: trust.anchors,
    trustPublicRoots: trust.publicRoots,
    ...(request.depth === null ? {} : { depth: request.depth }),
  };
  const { report, fault } = await runToReport(() => diagnoseJoin(options), progress, terminal, source);
  const undecided = isUndecided(report);
  // The cause is a critical finding.
  const status = statusOfRun(report, request, terminal, undecided);
  await writeDocuments(request.outputs, 'diagnosis', { report, undecided, ...viewOf(request, status) }, terminal);
  await saveRun(request, source, { command: 'join', targets: nodes, members, report, options }, terminal);
  if (fault !== null) throw fault;
  return status;
}

/** From archives alone: nothing is asked, so that there is nothing to save. */
async function judgeBundles(request: JoinRequest, terminal: Terminal): Promise<number> {
  const bundles = await readBundles(request.bundle, terminal);
  const [node = null] = request.targets;
  const scans = await readScanReports(request.scanReport);
  const report = await diagnoseJoinOfBundles(bundles, {
    node,
    scans,
    signal: terminal.interrupted,
    ...(request.deployment === null ? {} : { deployment: request.deployment }),
    ...(request.expiresIn === null ? {} : { expiresInMs: request.expiresIn }),
  });
  const undecided = report.cause == null && report.log?.joined !== true;
  const status = statusOfRun(report, request, terminal, undecided);
  await writeDocuments(request.outputs, 'diagnosis', { report, undecided, ...viewOf(request, status) }, terminal);
  return status;
}

/** From resources and secrets alone. */
async function judgeEck(request: JoinRequest, terminal: Terminal): Promise<number> {
  const [cluster] = await readEck(request, terminal);
  if (cluster === undefined) throw new RangeError('no cluster was read');
  const [pod = null] = request.targets;
  const report = await diagnoseJoinOfEck(cluster, {
    pod,
    at: new Date(),
    signal: terminal.interrupted,
    ...(request.expiresIn === null ? {} : { expiresInMs: request.expiresIn }),
  });
  const undecided = isUndecided(report);
  const status = statusOfRun(report, request, terminal, undecided);
  await writeDocuments(request.outputs, 'diagnosis', { report, undecided, ...viewOf(request, status) }, terminal);
  return status;
}

/**
 * Without a cause, and without having seen all that it takes to say that there is none. That it has joined, by a log, is all that it takes. The name of the cluster is not: with
 * security it shows to nobody without credentials.
 */
function isUndecided({ cause, pairs = [], log }: Report): boolean {
  if (cause != null) return false;
  return pairs.some(({ verdict }) => verdict === 'unknown') || (log?.joined !== true && pairs.length === 0);
}
