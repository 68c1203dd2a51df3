import { matrix, type Report } from '../index.ts';
import type { MatrixRequest } from './commands/matrix.ts';
import { exitStatus, statusOfRun, statusWithDelivery } from './exit-status.ts';
import { prepareComparedRun, readComparedInputs } from './prepare-compared-run.ts';
import { refuseSingleNode } from './refuse-single-node.ts';
import { runToReport, tellDiscovery } from './run-report.ts';
import { saveRun } from './save-run.ts';
import type { Terminal } from './terminal.ts';
import { sendReport } from './to-receiver.ts';
import { viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';

const senders = ['scan', 'matrix', 'join'] as const;

/** All that it reads before it asks anything. @throws InputFaults */
export async function readMatrixInputs(request: MatrixRequest, terminal: Terminal): Promise<void> {
  await readComparedInputs(request, 'matrix', senders, terminal);
}

/** Compares every pair of nodes, writes the reports, and gives the exit status: 3 also where a pair could not be told. */
export async function runMatrix(request: MatrixRequest, terminal: Terminal): Promise<number> {
  const { source, targets, progress, options, receiver, keep } = await prepareComparedRun(
    request,
    'matrix',
    senders,
    terminal,
    refuseSingleNode,
  );
  const { report, fault } = await runToReport(() => matrix(targets, options), progress, terminal, source);
  const undecided = isUndecided(report);
  const status = fault !== null ? exitStatus.fault : statusOfRun(report, request, terminal, undecided);
  await writeDocuments(request.outputs, 'matrix', { report, undecided, ...viewOf(request, status) }, terminal);
  const isDelivered = await sendReport(receiver, report, 'matrix', request);
  await saveRun(request, source, { command: 'matrix', targets, report, options }, terminal);
  await keep?.(source, { command: 'matrix', targets, report, options });
  tellDiscovery(report, terminal);
  if (fault !== null) throw fault;
  return statusWithDelivery(status, isDelivered);
}

/** Without a pair nothing that was asked for could be told. */
function isUndecided({ pairs = [] }: Report): boolean {
  return pairs.length === 0 || pairs.some(({ verdict }) => verdict === 'unknown');
}
