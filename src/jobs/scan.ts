import { setMaxListeners } from 'node:events';
import type { Certificate } from '../model/certificate.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Observation } from '../model/observation.ts';
import type { EndpointReport, Report } from '../model/report.ts';
import { type Severity, severities } from '../model/severity.ts';
import type { Target } from '../model/target.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { createDialer } from '../probe/dialer.ts';
import type { ProbeOptions } from '../probe/probe-options.ts';
import { probeTarget } from '../probe/probe-target.ts';
import { endpointRules } from '../rules/index.ts';
import { judgeEndpoint } from '../rules/judge-endpoint.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { publicRoots } from '../x509/public-roots.ts';
import { endpointReport } from './endpoint-report.ts';
import { gatherEvidence } from './gather-evidence.ts';

/** How targets are scanned. Times are in milliseconds. */
export type ScanOptions = {
  /** Certificates to trust, DER. Without any, and without `trustPublicRoots`, trust is not judged. */
  readonly anchors?: readonly Uint8Array[];
  /** Trust the roots that Node trusts, too. */
  readonly trustPublicRoots?: boolean;
  /** The name for SNI and for the name check, for all targets or for each; null sends and checks none. Undefined: the target's host. */
  readonly serverName?: string | null | ((target: Target) => string | null | undefined);
  /** A client certificate, DER, leaf first, and its key. */
  readonly identity?: NonNullable<ProbeOptions['identity']>;
  /** A self-signed certificate to offer beside it, to see whether anyone is let in: an active question, asked only where this is given. */
  readonly stranger?: NonNullable<ProbeOptions['stranger']>;
  /** Default: guessed from names. */
  readonly deployment?: Deployment;
  /** Default `quick`. */
  readonly depth?: ProbeOptions['depth'];
  /** Finish no handshake without a certificate, so that no node logs a line. */
  readonly quietWire?: boolean;
  /** From where the network is looked at. */
  readonly vantage?: ProbeOptions['vantage'];
  /** How long to wait for a peer that says nothing. Default 5,000. An address as a whole gets four times as long. */
  readonly timeoutMs?: number;
  /** Targets at once. Default 32. */
  readonly concurrency?: number;
  /** The instant that dates are judged at. Default: when each endpoint was asked. */
  readonly at?: Date;
  /** Ends the scan: what was done until then is reported, marked as partial. */
  readonly signal?: AbortSignal;
  /** Called for each endpoint as soon as it is judged. */
  readonly onEndpoint?: (endpoint: EndpointReport) => void;
  /** Told what is being asked. */
  readonly onEvent?: (message: string) => void;
};

/** A fault of handclasp's own at one target. The others were scanned, and their report is here. */
export class ScanFault extends Error {
  override readonly name = 'ScanFault';
  readonly report: Report;

  constructor(target: Target, cause: unknown, report: Report) {
    super(`at ${target.label}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.report = report;
  }
}

/**
 * Probes every address of every target, judges what it saw, and reports in the order of the targets. A target that cannot be reached is part of the report.
 *
 * @throws UsageError where an anchor is no certificate; ScanFault where handclasp itself failed.
 */
export async function scan(targets: readonly Target[], options: ScanOptions = {}): Promise<Report> {
  const startedAt = new Date();
  const anchors = readAnchors(options);
  const dialer = createDialer();
  const { timeoutMs = 5_000 } = options;
  // Every probe listens to it, and more than ten listeners are no leak here.
  const signal = AbortSignal.any(options.signal === undefined ? [] : [options.signal]);
  setMaxListeners(0, signal);
  const probeOptions: ProbeOptions = {
    connectTimeoutMs: timeoutMs,
    idleTimeoutMs: timeoutMs,
    deadlineMs: 4 * timeoutMs,
    quietWire: options.quietWire ?? false,
    depth: options.depth ?? 'quick',
    vantage: options.vantage ?? null,
    dialer,
    signal,
    ...(options.identity === undefined ? {} : { identity: options.identity }),
    ...(options.stranger === undefined ? {} : { stranger: options.stranger }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  };

  const nameOf = (target: Target): { readonly serverName?: string | null } => {
    const serverName = typeof options.serverName === 'function' ? options.serverName(target) : options.serverName;
    return serverName === undefined ? {} : { serverName };
  };
  const judge = async (observation: Observation): Promise<EndpointReport> => {
    const name = nameOf(observation.target);
    const evidence = await gatherEvidence(observation, {
      anchors,
      at: options.at ?? observation.startedAt,
      ...name,
      ...(options.deployment === undefined ? {} : { deployment: options.deployment }),
    });
    return endpointReport(evidence, judgeEndpoint(endpointRules, evidence), {
      trust: anchors.length > 0,
      name: typeof name.serverName === 'string',
      quietWire: options.quietWire ?? false,
    });
  };

  const done = new Map<Target, readonly EndpointReport[]>();
  const faults: { readonly target: Target; readonly cause: unknown }[] = [];
  await inParallel(targets, options.concurrency ?? 32, async (target) => {
    if (signal.aborted) return;
    try {
      const observations = await probeTarget(target, { ...probeOptions, ...nameOf(target) });
      // What an interruption cut short was not judged by the peer's doing.
      if (signal.aborted) return;
      const endpoints = await Promise.all(observations.map(judge));
      done.set(target, endpoints);
      for (const endpoint of endpoints) options.onEndpoint?.(endpoint);
    } catch (cause) {
      if (!signal.aborted) faults.push({ target, cause });
    }
  });

  const endpoints = targets.flatMap((target) => done.get(target) ?? []);
  const report = summed(withoutImpliedGaps(endpoints, targets), { startedAt, partial: done.size + faults.length < targets.length });
  const [fault] = faults;
  if (fault !== undefined) throw new ScanFault(fault.target, fault.cause, report);
  return report;
}

function readAnchors({ anchors = [], trustPublicRoots = false }: ScanOptions): readonly Certificate[] {
  const given = anchors.map((der) => {
    const result = parseCertificate(der);
    if (result.kind === 'certificate') return result.certificate;
    throw new UsageError('trust-unreadable', `a certificate to trust cannot be read: ${result.because}`, 'give certificates in DER');
  });
  return trustPublicRoots ? [...given, ...publicRoots()] : given;
}

async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

/** Who named the host alone did not ask for each of its default ports: where one of them answers, a closed one is no gap. */
function withoutImpliedGaps(endpoints: readonly EndpointReport[], targets: readonly Target[]): readonly EndpointReport[] {
  const implied = new Set(targets.filter((target) => target.implied).map(({ label }) => label));
  const answering = new Set(endpoints.filter(({ reachability }) => reachability === 'open').map(({ address }) => address));
  return endpoints.map((endpoint) => {
    const closed = endpoint.reachability === 'refused' || endpoint.reachability === 'timeout';
    return closed && implied.has(endpoint.target) && answering.has(endpoint.address) ? { ...endpoint, incomplete: [] } : endpoint;
  });
}

function summed(
  endpoints: readonly EndpointReport[],
  { startedAt, partial }: { readonly startedAt: Date; readonly partial: boolean },
): Report {
  const findings = endpoints.flatMap((endpoint) => endpoint.findings);
  const counts = severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const);
  return {
    schema: 'handclasp.report/1',
    tool: { name: 'handclasp', version: toolVersion },
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    partial,
    endpoints,
    summary: {
      ...(Object.fromEntries(counts) as Record<Severity, number>),
      endpoints: endpoints.length,
      unreachable: endpoints.filter(({ reachability }) => reachability !== 'open').length,
      incomplete: endpoints.filter(({ incomplete }) => incomplete.length > 0).length,
    },
  };
}
