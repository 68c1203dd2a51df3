import { diagnoseJoin, type JoinOptions } from '../jobs/join/join.ts';
import { type LogReading, readLog } from '../logs/read-log.ts';
import type { Report } from '../model/report.ts';
import type { Setup } from '../model/setup.ts';
import type { PasswordSource } from '../stores/password-source.ts';
import type { JoinRequest } from './commands/join.ts';
import { exitStatus, statusOfInterruption, statusOfReport } from './exit-status.ts';
import { namedNodes } from './named-nodes.ts';
import { Progress } from './progress.ts';
import { readIdentity } from './read-identity.ts';
import { readInput, readWhole } from './read-inputs.ts';
import { passwordSource } from './read-passwords.ts';
import { readScanReports } from './read-scan-reports.ts';
import { readSetup } from './read-setup.ts';
import { runToReport, sharedOptions } from './run-report.ts';
import { openSource, savedIdentity, trustBy } from './run-source.ts';
import { checkSave, saveRun } from './save-run.ts';
import type { Terminal } from './terminal.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Says why a node does not join, and gives the exit status: 1 where a cause was found, 3 where something that it takes could not be told. */
export async function runJoin(request: JoinRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(request.outputs);
  await checkSave(request, request.outputs);
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
    nodes,
    ...(log === null ? {} : { log, scans }),
    ...(members.length === 0 ? {} : { members }),
    anchors: trust.anchors,
    trustPublicRoots: trust.publicRoots,
    ...(request.depth === null ? {} : { depth: request.depth }),
  };
  const first = await runToReport(() => diagnoseJoin(options), progress, terminal, source);
  const again = await rereadFor(first.report, setup, request, terminal, passwords);
  const { report, fault } =
    again === null
      ? first
      : await runToReport(() => diagnoseJoin({ ...options, setup: again }), request.quiet ? null : progress, terminal, source);
  await writeDocuments(request.outputs, 'diagnosis', { report, nothing: nothingText(report) }, terminal);
  await saveRun(request, source, { command: 'join', targets: nodes, members, report, options }, terminal);
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
