import { diagnoseKibana, isAcceptanceUndetermined, type KibanaJob, parseTargets, type Target, UsageError } from '../index.ts';
import type { KibanaRequest } from './commands/kibana.ts';
import { statusOfRun } from './exit-status.ts';
import { checkShow } from './options/view.ts';
import { Progress } from './progress.ts';
import { readLogFile } from './read-log-file.ts';
import { passwordSource } from './read-passwords.ts';
import { readSetup } from './read-setup.ts';
import { runToReport, sharedOptions } from './run-report.ts';
import { openSource } from './run-source.ts';
import { checkSave, saveRun } from './save-run.ts';
import type { Terminal } from './terminal.ts';
import { viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** Looks at both sides of a Kibana, writes the reports, and gives the exit status: 3 also where a rule on it could not be judged and nothing was found. */
export async function runKibana(request: KibanaRequest, terminal: Terminal): Promise<number> {
  await checkShow(request);
  await checkOutputs(request.outputs);
  await checkSave(request, request.outputs);
  const source = await openSource(request, 'kibana', ['kibana', 'scan', 'matrix']);
  const { saved } = source;
  const self = request.self === null ? (saved?.kibana?.self ?? null) : selfTarget(request.self);
  const to = request.to.length === 0 ? (saved?.kibana?.to ?? []) : request.to;
  const setup = await readSetup('kibana', request, terminal, await passwordSource(request, terminal));
  if (setup === null) throw new RangeError('a configuration directory was asked for');
  const log = await readLogFile(request.log, terminal);
  const progress =
    request.quiet || saved !== null ? null : new Progress(terminal, Math.max(1, to.length || setup.facts.elasticsearchHosts.length));
  const job: KibanaJob = {
    ...sharedOptions(request, { identity: null, source }, progress, terminal),
    ...(saved === null ? {} : { at: saved.startedAt }),
    setup,
    to,
    ...(self === null ? {} : { self }),
    ...(log === null ? {} : { log }),
    ...(request.depth === null ? {} : { depth: request.depth }),
  };
  const { report, fault } = await runToReport(() => diagnoseKibana(job), progress, terminal, source);
  // What its own port serves need not be told: Kibana may not run. Whether it reaches Elasticsearch must.
  const undetermined = isAcceptanceUndetermined(report);
  const status = statusOfRun(report, request, terminal, undetermined);
  const undecided = report.cause == null && undetermined;
  await writeDocuments(request.outputs, 'diagnosis', { report, undecided, ...viewOf(request, status) }, terminal);
  await saveRun(request, source, { command: 'kibana', targets: [], kibana: { to, self }, report, options: job }, terminal);
  if (fault !== null) throw fault;
  return status;
}

function selfTarget(text: string): Target {
  const [target, ...more] = parseTargets(text.includes('://') ? text : `kibana://${text}`);
  if (target === undefined || more.length > 0)
    throw new UsageError('target-invalid', `--self cannot be "${text}"`, 'give one address and port: 127.0.0.1:5601');
  return target;
}
