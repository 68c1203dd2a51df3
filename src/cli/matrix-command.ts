import { type MatrixOptions, matrix } from '../jobs/matrix.ts';
import type { Report } from '../model/report.ts';
import type { MatrixRequest } from './commands/matrix.ts';
import { exitStatus, statusOfInterruption, statusOfReport } from './exit-status.ts';
import { Progress } from './progress.ts';
import { readCredentials } from './read-credentials.ts';
import { readIdentity } from './read-identity.ts';
import { readTargets } from './read-inputs.ts';
import { passwordSource } from './read-passwords.ts';
import { readTrust } from './read-trust.ts';
import { runToReport, sharedOptions, tellDiscovery } from './run-report.ts';
import type { Terminal } from './terminal.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Compares every pair of nodes, writes the reports, and gives the exit status: 3 also where a pair could not be told. */
export async function runMatrix(request: MatrixRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(request.outputs);
  const passwords = await passwordSource(request, terminal);
  const trust = await readTrust(request.ca, passwords);
  const identity = await readIdentity(request, terminal, passwords);
  const credentials = await readCredentials(request, terminal);
  const targets = await readTargets(request.targets, terminal);
  const progress = request.quiet ? null : new Progress(terminal, targets.length);
  const options: MatrixOptions = {
    ...sharedOptions(request, { identity, credentials }, progress, terminal),
    anchors: trust.anchors,
    trustPublicRoots: trust.publicRoots,
    ...(request.depth === null ? {} : { depth: request.depth }),
    ...(request.serverName === null ? {} : { serverName: request.serverName }),
  };
  const { report, fault } = await runToReport(() => matrix(targets, options), progress, terminal);
  await writeDocuments(request.outputs, 'matrix', { report }, terminal);
  tellDiscovery(report, terminal);
  if (fault !== null) throw fault;
  return terminal.interrupted.aborted ? statusOfInterruption(terminal.interrupted) : statusOf(report, request);
}

function statusOf(report: Report, request: MatrixRequest): number {
  const status = statusOfReport(report, request);
  const pairs = report.pairs ?? [];
  // Without a pair nothing that was asked for could be told.
  const untold = pairs.length === 0 || pairs.some(({ verdict }) => verdict === 'unknown');
  return status === exitStatus.clean && untold && !request.exitZero ? exitStatus.incomplete : status;
}
