import { inspectCertificates } from '../jobs/inspect-certificates.ts';
import type { Inspection } from '../model/inspection.ts';
import { UsageError } from '../model/usage-error.ts';
import { renderInspection } from '../report/inspection.ts';
import { safeJson } from '../report/json.ts';
import type { InspectRequest } from './arguments/inspect.ts';
import { exitStatus, reaches } from './exit-status.ts';
import { readInput, readWhole } from './read-inputs.ts';
import { colourOf, type Terminal, widthOf } from './terminal.ts';
import { checkOutputs, writeOutput } from './write-outputs.ts';

/** @throws UsageError `file-unreadable`, also where no file holds a certificate. */
export async function runInspect({ files, failOn, exitZero, output }: InspectRequest, terminal: Terminal): Promise<number> {
  await checkOutputs([output]);
  const at = new Date();
  const inspected = [];
  for (const file of files) {
    const content = file === '-' ? await readWhole(terminal.stdin()) : await readInput(file, 'the file');
    inspected.push(inspectCertificates(file === '-' ? 'standard input' : file, content, at));
  }
  const nothing = inspected.find(({ certificates, unreadable }) => certificates.length === 0 && unreadable.length === 0);
  if (nothing !== undefined && inspected.length === 1) {
    throw new UsageError(
      'file-unreadable',
      `${nothing.file}: ${nothing.problem ?? 'it holds no certificate'}`,
      'inspect reads certificates in PEM or DER',
    );
  }
  const inspection: Inspection = { schema: 'handclasp.inspection/1', at: at.toISOString(), files: inspected };
  const look = { width: widthOf(terminal), colour: output.file === null && colourOf(terminal) };
  await writeOutput(output, output.format === 'json' ? safeJson(inspection) : renderInspection(inspection, look), terminal);

  if (exitZero) return exitStatus.clean;
  const found = inspected.flatMap(({ certificates }) => certificates.flatMap(({ problems }) => problems.map(({ severity }) => severity)));
  if (reaches(found, failOn)) return exitStatus.findings;
  const untold = inspected.some(({ problem, unreadable }) => problem !== null || unreadable.length > 0);
  return untold ? exitStatus.incomplete : exitStatus.clean;
}
