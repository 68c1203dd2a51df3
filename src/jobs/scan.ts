import type { EndpointReport, Report } from '../model/report.ts';
import { type Severity, severities } from '../model/severity.ts';
import type { Target } from '../model/target.ts';
import { toolVersion } from '../model/tool-version.ts';
import { createScanner, type TargetOptions } from './scanner.ts';

/** How targets are scanned. The signal's end leaves a report of what was done until then, marked as partial. */
export type ScanOptions = TargetOptions & {
  /** Targets at once. Default 32. */
  readonly concurrency?: number;
  /** Called for each endpoint as soon as it is judged. */
  readonly onEndpoint?: (endpoint: EndpointReport) => void;
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
  const scanner = createScanner(options);
  const { signal } = options;
  const done = new Map<Target, readonly EndpointReport[]>();
  const faults: { readonly target: Target; readonly cause: unknown }[] = [];
  await inParallel(targets, options.concurrency ?? 32, async (target) => {
    if (signal?.aborted) return;
    try {
      const endpoints = await scanner.scan(target);
      done.set(target, endpoints);
      for (const endpoint of endpoints) options.onEndpoint?.(endpoint);
    } catch (cause) {
      if (!signal?.aborted) faults.push({ target, cause });
    }
  });

  const endpoints = targets.flatMap((target) => done.get(target) ?? []);
  const report = summed(withoutImpliedGaps(endpoints, targets), { startedAt, partial: done.size + faults.length < targets.length });
  const [fault] = faults;
  if (fault !== undefined) throw new ScanFault(fault.target, fault.cause, report);
  return report;
}

/** Works on the items in their order, so many at once. */
export async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

/** Who named the host alone did not ask for each of its default ports: where one of them answers, a closed one is no gap. */
export function withoutImpliedGaps(endpoints: readonly EndpointReport[], targets: readonly Target[]): readonly EndpointReport[] {
  const implied = new Set(targets.filter((target) => target.implied).map(({ label }) => label));
  const answering = new Set(endpoints.filter(({ reachability }) => reachability === 'open').map(({ address }) => address));
  return endpoints.map((endpoint) => {
    const closed = endpoint.reachability === 'refused' || endpoint.reachability === 'timeout';
    return closed && implied.has(endpoint.target) && answering.has(endpoint.address) ? { ...endpoint, incomplete: [] } : endpoint;
  });
}

/** The report of these endpoints. */
export function summed(
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
