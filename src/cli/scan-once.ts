import {
  type Documents,
  type EndpointReport,
  type Format,
  isOfShard,
  type Lab,
  type Probe,
  parseTargets,
  type Report,
  type ScanOptions,
  scan,
  sinceBaseline,
  type Target,
} from '../index.ts';
import { baselineLine } from './baseline-line.ts';
import type { ScanRequest } from './commands/scan.ts';
import { exitStatus, statusOfRun, statusWithDelivery } from './exit-status.ts';
import { InputReader } from './input-faults.ts';
import { labEndpoint, labNote } from './lab-notes.ts';
import { checkShow } from './options/view.ts';
import { Progress } from './progress.ts';
import { baselineOf, openBaseline } from './read-baseline.ts';
import { readCredentials } from './read-credentials.ts';
import { readIdentity } from './read-identity.ts';
import { readPasswordSource } from './read-passwords.ts';
import { readCrls } from './read-trust.ts';
import type { MassScanning } from './run-mass-scan.ts';
import { runToReport, sharedOptions, tellDiscovery } from './run-report.ts';
import { openSource, savedIdentity, trustBy } from './run-source.ts';
import { checkSave, saveRun } from './save-run.ts';
import { savedNames, targetsBy } from './saved-targets.ts';
import { shardReport } from './shard-report.ts';
import { startKeeping } from './start-keeping.ts';
import type { Terminal } from './terminal.ts';
import { readReceiver, sendReport } from './to-receiver.ts';
import { viewOf } from './view-of.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** A scan that was made, and handed on to all who were to have it. */
export type ScannedOnce = {
  /** Without the secrets of this run. */
  readonly report: Report;
  readonly targets: readonly Target[];
  /** The exit status. */
  readonly status: number;
  /** Its number in the history; null where it is kept in none. */
  readonly run: number | null;
  /** Whether all documents are in Elasticsearch; null where none go there. */
  readonly isDelivered: boolean | null;
};

/** Who scans: this process, or those that it shares the work with. */
export type Scanning = {
  readonly scan: (targets: readonly Target[], options: ScanOptions) => Promise<Report>;
  /** Who scans where no report is kept. */
  readonly stream?: MassScanning;
  /** In place of asking over the network. */
  readonly probe?: Probe;
  /** Under which the run is kept: a history that has it keeps no second one. */
  readonly uuid?: string;
};

/**
 * Scans, writes the reports, sends documents, and keeps the run. Where one of those who were to have the report cannot be given it, the others get it all the same.
 *
 * @throws UsageError before anything is asked, and where something could not be written
 */
export async function scanOnce(request: ScanRequest, terminal: Terminal, scanning: Scanning = { scan }): Promise<ScannedOnce> {
  const inputs = await readScanInputs(request, terminal, scanning.probe);
  const { source, trust, crls, identity, credentials } = inputs;
  const { saved } = source;
  const receiver = (await inputs.openReceiver?.()) ?? null;
  const stack = request.lab ? await (await import('./lab-to-scan.ts')).startLabToScan() : null;
  try {
    const keep = await startKeeping(request, terminal);
    const allTargets = stack === null ? inputs.targets : parseTargets(stack.endpoints.map(({ target }) => target).join('\n'));
    const { shard } = request;
    const targets = shard === null ? allTargets : allTargets.filter((target) => isOfShard(target, shard));
    const baseline = await baselineOf(inputs.baseline, targets);
    const progress = request.quiet || saved !== null ? null : new Progress(terminal, targets.length);
    const options: ScanOptions = {
      ...sharedOptions(
        request,
        { identity, source, api: { credentials, discover: request.discover, some: request.targets.length > 0 } },
        progress,
        terminal,
      ),
      anchors: [...trust.anchors, ...(stack?.trust.der ?? [])],
      trustPublicRoots: trust.publicRoots,
      crls,
      depth: request.depth ?? 'standard',
      vantage: request.vantage,
      ...(request.maxPerHost === null ? {} : { maxPerHost: Math.round(request.maxPerHost) }),
      // Names of the lab resolve nowhere: handclasp connects to the address of each server, and asks for its name.
      serverName:
        saved !== null ? savedNames(saved) : ({ label }) => request.serverName ?? labEndpoint(stack?.endpoints ?? [], label)?.serverName,
      ...(request.trySelfSigned || stack !== null
        ? { selfSignedIdentity: (await import('./self-signed-identity.ts')).makeSelfSignedIdentity() }
        : {}),
    };
    const { report: found, fault } = await runToReport(() => scanning.scan(targets, options), progress, terminal, source);
    const since = baseline === null ? null : sinceBaseline(found, baseline);
    const part =
      shard === null
        ? {}
        : {
            shard: shardReport(shard, request, { trust, crls, identity }, options.depth ?? 'standard', {
              targets: targets.length,
              allTargets: allTargets.length,
            }),
          };
    const report = { ...(since?.whole ?? found), ...part };
    const fresh = since?.fresh ?? found;
    const status = fault !== null ? exitStatus.fault : statusOfRun(fresh, request, terminal);
    // What keeps an account of its own gets all of it, people what is new.
    const documentFor = ({ newOnly }: Format) => ({ ...documentOf(newOnly ? fresh : report, stack), ...viewOf(request, status) });
    const handedOn = new HandedOn();
    await handedOn.to(() => writeDocuments(request.outputs, 'scan', documentFor, terminal));
    const isDelivered = await handedOn.to(() => sendReport(receiver, report, 'scan', request));
    await handedOn.to(() => saveRun(request, source, { command: 'scan', targets, report, options }, terminal));
    const run = await handedOn.to(async () => (await keep?.(source, { command: 'scan', targets, report, options }, scanning.uuid)) ?? null);
    tellDiscovery(report, terminal);
    if (fault !== null) throw fault;
    handedOn.end();
    return {
      report,
      targets,
      status: statusWithDelivery(status, isDelivered ?? false),
      run,
      isDelivered: receiver === null ? null : isDelivered,
    };
  } finally {
    await stack?.close();
  }
}

/** All that a scan reads before it asks anything. @throws InputFaults of all that is wrong with it */
export async function readScanInputs(request: ScanRequest, terminal: Terminal, probe?: Probe) {
  const inputs = new InputReader();
  await inputs.read('show', null, () => checkShow(request));
  await inputs.read('output', null, () => checkOutputs(request.outputs));
  await inputs.read('save', null, () => checkSave(request, request.outputs));
  const baseline = await inputs.read('baseline', null, () => openBaseline(request.baseline));
  const source = await inputs.read('replay', null, () => openSource(request, 'scan', null, probe));
  const passwords = await readPasswordSource(inputs, request, terminal);
  const trust = await inputs.read('ca', null, () => trustBy(source(), request.ca, passwords));
  const crls = await inputs.read('crl', null, () => {
    const { saved } = source();
    return saved !== null && request.crl.length === 0 ? saved.judging.crls : readCrls(request.crl);
  });
  const identity = await inputs.read('keystore', null, () => {
    const { saved } = source();
    return saved !== null ? savedIdentity(saved) : readIdentity(request, terminal, passwords);
  });
  const credentials = await inputs.read(null, null, () => (source().saved !== null ? null : readCredentials(request, terminal)));
  const openReceiver = await inputs.read(null, null, () => readReceiver(request, passwords, terminal));
  const targets = await inputs.read('targets', null, () => (request.lab ? [] : targetsBy(source(), request, terminal)));
  inputs.end();
  return {
    baseline: baseline(),
    source: source(),
    trust: trust(),
    crls: crls(),
    identity: identity(),
    credentials: credentials(),
    openReceiver: openReceiver(),
    targets: targets(),
  };
}

/** One after another, whatever becomes of the one before; the first fault is thrown at the end. */
class HandedOn {
  #fault: { readonly error: unknown } | null = null;

  async to<T>(step: () => Promise<T>): Promise<T | null> {
    try {
      return await step();
    } catch (error) {
      this.#fault ??= { error };
      return null;
    }
  }

  end(): void {
    if (this.#fault !== null) throw this.#fault.error;
  }
}

/** Of the lab, with what each endpoint is there to show. */
function documentOf(report: Report, stack: Lab | null): Documents['scan'] {
  const since = report.baseline === undefined ? [] : [baselineLine(report.baseline)];
  if (stack === null) return { report, ...(since.length === 0 ? {} : { footer: since.join(' ') }) };
  const note = (endpoint: EndpointReport) => labNote(stack.endpoints, endpoint);
  const asPlanned = report.endpoints.filter((endpoint) => note(endpoint)?.asPlanned === true).length;
  return {
    report,
    note: (endpoint) => note(endpoint)?.text ?? null,
    footer: [...since, `lab: ${asPlanned} of ${stack.endpoints.length} endpoints show what they should`].join(' '),
  };
}
