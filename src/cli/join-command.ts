import { diagnoseJoin, type JoinOptions } from '../jobs/join/join.ts';
import { type LogReading, readLog } from '../jobs/read-log.ts';
import type { Report } from '../model/report.ts';
import type { Setup } from '../model/setup.ts';
import type { Target } from '../model/target.ts';
import type { PasswordSource } from '../settings/password-source.ts';
import type { JoinRequest } from './commands/join.ts';
import { exitStatus, statusOfInterruption, statusOfReport } from './exit-status.ts';
import { Progress } from './progress.ts';
import { readIdentity } from './read-identity.ts';
import { readInput, readTargets, readWhole } from './read-inputs.ts';
import { passwordSource } from './read-passwords.ts';
import { readScanReports } from './read-scan-reports.ts';
import { readSetup } from './read-setup.ts';
import { readTrust } from './read-trust.ts';
import { runToReport, sharedOptions } from './run-report.ts';
import type { Terminal } from './terminal.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Says why a node does not join, and gives the exit status: 1 where a cause was found, 3 where something that it takes could not be told. */
export async function runJoin(request: JoinRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(request.outputs);
  const passwords = await passwordSource(request, terminal);
  const setup = await readSetup('elasticsearch', request, terminal, passwords);
  const trust = await readTrust(request.ca, passwords);
  const identity = await readIdentity(request, terminal, passwords);
  const nodes = await transportTargets(request.targets, terminal);
  const members = await transportTargets(request.to, terminal);
  const scans = await readScanReports(request.scanReport);
  const log = await readLogFile(request.log, terminal);
  const progress = request.quiet ? null : new Progress(terminal, nodes.length + (members.length || (setup?.facts.seedHosts.length ?? 0)));
  const options: JoinOptions = {
    ...sharedOptions(request, { identity, credentials: null }, progress, terminal),
    setup,
    nodes,
    ...(log === null ? {} : { log, scans }),
    ...(members.length === 0 ? {} : { members }),
    anchors: trust.anchors,
    trustPublicRoots: trust.publicRoots,
    ...(request.depth === null ? {} : { depth: request.depth }),
  };
  const first = await runToReport(() => diagnoseJoin(options), progress, terminal);
  const again = await rereadFor(first.report, setup, request, terminal, passwords);
  const { report, fault } =
    again === null ? first : await runToReport(() => diagnoseJoin({ ...options, setup: again }), request.quiet ? null : progress, terminal);
  await writeDocuments(request.outputs, 'diagnosis', { report, nothing: nothingText(report) }, terminal);
  if (fault !== null) throw fault;
  return terminal.interrupted.aborted ? statusOfInterruption(terminal.interrupted) : statusOf(report, request);
}

/**
 * Where nobody said which release reads the files, it is taken for one of 8 or later. Where the cluster turns out to be of 7, whose defaults and checks are others, the files are read
 * once more; null where that is not so.
 */
async function rereadFor(
  report: Report,
  setup: Setup | null,
  request: JoinRequest,
  terminal: Terminal,
  passwords: PasswordSource,
): Promise<Setup | null> {
  if (setup === null || setup.version !== null) return null;
  const release = report.endpoints.map(({ service }) => service.version).find((version) => /^7\.\d+\.\d+$/.test(version ?? ''));
  return release == null ? null : await readSetup('elasticsearch', { ...request, release }, terminal, passwords);
}

/** A bare name is its transport port, and nothing else: that is what nodes dial. */
async function transportTargets(words: readonly string[], terminal: Terminal): Promise<readonly Target[]> {
  if (words.length === 0) return [];
  const targets = await readTargets(words, terminal);
  return targets
    .filter(({ implied, port }) => implied !== true || port === 9300)
    .map((target) => ({ label: target.label, host: target.host, port: target.port, scheme: target.scheme ?? 'transport' }));
}

async function readLogFile(file: string | null, terminal: Terminal): Promise<LogReading | null> {
  if (file === null) return null;
  const bytes = file === '-' ? await readWhole(terminal.stdin()) : await readInput(file, 'the log');
  return readLog(new TextDecoder().decode(bytes));
}

function statusOf(report: Report, request: JoinRequest): number {
  if (request.exitZero) return exitStatus.clean;
  // The cause is a critical finding.
  const status = statusOfReport(report, request);
  return status === exitStatus.clean && isUntold(report) ? exitStatus.incomplete : status;
}

/** Without a cause, and without having seen all that it takes to say that there is none. That it has joined, by a log, is all that it takes. */
function isUntold({ cause, pairs = [], unknown = [], log }: Report): boolean {
  if (cause != null) return false;
  if (pairs.some(({ verdict }) => verdict === 'unknown')) return true;
  return log?.joined !== true && (pairs.length === 0 || unknown.some(({ rule }) => rule === 'cluster-name-mismatch'));
}

const foundNothingText = 'No cause was found for which the node would not join.';
const untoldText = 'No cause was found in what could be seen; what it takes, and was not seen, is told below.';

/** What it means that there is no cause. */
function nothingText(report: Report): string {
  if (isUntold(report)) return untoldText;
  return report.log?.joined === true ? `No cause was found. ${report.log.verdict}` : foundNothingText;
}
