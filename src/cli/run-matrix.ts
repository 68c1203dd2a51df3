import { type MatrixOptions, matrix, type Report } from '../index.ts';
import type { MatrixRequest } from './commands/matrix.ts';
import { exitStatus, statusOfRun } from './exit-status.ts';
import { checkShow } from './options/view.ts';
import { Progress } from './progress.ts';
import { readCredentials } from './read-credentials.ts';
import { readIdentity } from './read-identity.ts';
import { passwordSource } from './read-passwords.ts';
import { refuseSingleNode } from './refuse-single-node.ts';
import { runToReport, sharedOptions, tellDiscovery } from './run-report.ts';
import { openSource, savedIdentity, trustBy } from './run-source.ts';
import { checkSave, saveRun } from './save-run.ts';
import { savedNames, targetsBy } from './saved-targets.ts';
import type { Terminal } from './terminal.ts';
import { viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Compares every pair of nodes, writes the reports, and gives the exit status: 3 also where a pair could not be told. */
export async function runMatrix(request: MatrixRequest, terminal: Terminal): Promise<number> {
  await checkShow(request);
  await checkOutputs(request.outputs);
  await checkSave(request, request.outputs);
  const source = await openSource(request, 'matrix', ['scan', 'matrix', 'join']);
  const { saved } = source;
  const passwords = await passwordSource(request, terminal);
  const trust = await trustBy(source, request.ca, passwords);
  const identity = saved !== null ? savedIdentity(saved) : await readIdentity(request, terminal, passwords);
  const credentials = saved !== null ? null : await readCredentials(request, terminal);
  const targets = await targetsBy(source, request, terminal);
  if (saved === null && !request.discover) await refuseSingleNode(targets);
  const progress = request.quiet || saved !== null ? null : new Progress(terminal, targets.length);
  const options: MatrixOptions = {
    ...sharedOptions(
      request,
      { identity, source, api: { credentials, discover: request.discover, some: request.targets.length > 0 } },
      progress,
      terminal,
    ),
    anchors: trust.anchors,
    trustPublicRoots: trust.publicRoots,
    ...(request.depth === null ? {} : { depth: request.depth }),
    ...(request.serverName === null ? {} : { serverName: request.serverName }),
    ...(saved === null ? {} : { at: saved.startedAt, serverName: savedNames(saved) }),
  };
  const { report, fault } = await runToReport(() => matrix(targets, options), progress, terminal, source);
  const undecided = isUndecided(report);
  const status = fault !== null ? exitStatus.fault : statusOfRun(report, request, terminal, undecided);
  await writeDocuments(request.outputs, 'matrix', { report, undecided, ...viewOf(request, status) }, terminal);
  await saveRun(request, source, { command: 'matrix', targets, report, options }, terminal);
  tellDiscovery(report, terminal);
  if (fault !== null) throw fault;
  return status;
}

/** Without a pair nothing that was asked for could be told. */
function isUndecided({ pairs = [] }: Report): boolean {
  return pairs.length === 0 || pairs.some(({ verdict }) => verdict === 'unknown');
}
