import { type ScanOptions, scan } from '../jobs/scan.ts';
import { type PracticeStack, startPracticeStack } from '../lab/practice-stack.ts';
import { parseTargets } from '../model/parse-targets.ts';
import type { Report } from '../model/report.ts';
import { renderJson } from '../report/json.ts';
import { renderTable } from '../report/table.ts';
import type { ScanRequest } from './arguments/scan.ts';
import { statusOfInterruption, statusOfReport } from './exit-status.ts';
import { newStranger } from './new-stranger.ts';
import type { Output } from './outputs.ts';
import { practiceEndpoint, practiceNote } from './practice-notes.ts';
import { Progress } from './progress.ts';
import { readCredentials } from './read-credentials.ts';
import { readIdentity } from './read-identity.ts';
import { readCrls, readTargets } from './read-inputs.ts';
import { passwordSource } from './read-passwords.ts';
import { readTrust } from './read-trust.ts';
import { runToReport, sharedOptions, tellDiscovery } from './run-report.ts';
import { colourOf, type Terminal, widthOf } from './terminal.ts';
import { checkOutputs, writeOutput } from './write-outputs.ts';

/** Scans, writes the reports, and gives the exit status. */
export async function runScan(request: ScanRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(request.outputs);
  const passwords = await passwordSource(request, terminal);
  const trust = await readTrust(request.ca, passwords);
  const crls = await readCrls(request.crl);
  const identity = await readIdentity(request, terminal, passwords);
  const credentials = await readCredentials(request, terminal);
  const stack = request.lab ? await startPracticeStack() : null;
  try {
    const targets =
      stack === null ? await readTargets(request.targets, terminal) : parseTargets(stack.endpoints.map(({ target }) => target).join('\n'));
    const progress = request.quiet ? null : new Progress(terminal, targets.length);
    const options: ScanOptions = {
      ...sharedOptions(request, { identity, credentials }, progress, terminal),
      anchors: [...trust.anchors, ...(stack?.trust.der ?? [])],
      trustPublicRoots: trust.publicRoots,
      crls,
      depth: request.depth ?? 'standard',
      vantage: request.vantage,
      ...(request.maxPerHost === null ? {} : { maxPerHost: Math.round(request.maxPerHost) }),
      // Names of the practice stack resolve nowhere: each server is dialled by its address, and asked for by its name.
      serverName: ({ label }) => request.serverName ?? practiceEndpoint(stack?.endpoints ?? [], label)?.serverName,
      ...(request.testStranger || stack !== null ? { stranger: newStranger() } : {}),
    };
    const { report, fault } = await runToReport(() => scan(targets, options), progress, terminal);
    for (const output of request.outputs) await writeOutput(output, rendered(report, output, stack, terminal), terminal);
    tellDiscovery(report, terminal);
    if (fault !== null) throw fault;
    return terminal.interrupted.aborted ? statusOfInterruption(terminal.interrupted) : statusOfReport(report, request);
  } finally {
    await stack?.close();
  }
}

function rendered(report: Report, { format, file }: Output, stack: PracticeStack | null, terminal: Terminal): string {
  switch (format) {
    case 'json':
      return renderJson(report);
    case 'ndjson':
      throw new RangeError('a streamed scan has no report to render');
    case 'table': {
      const notes = report.endpoints.map((endpoint) => practiceNote(stack?.endpoints ?? [], endpoint));
      const table = renderTable(report, {
        width: widthOf(terminal),
        colour: file === null && colourOf(terminal),
        note: (endpoint) => practiceNote(stack?.endpoints ?? [], endpoint)?.text ?? null,
      });
      if (stack === null) return table;
      const asPlanned = notes.filter((note) => note?.asPlanned).length;
      return `${table}practice stack: ${asPlanned} of ${stack.endpoints.length} endpoints show what they should\n`;
    }
  }
}
