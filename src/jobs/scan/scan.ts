import type { EndpointReport, Report } from '../../model/report.ts';
import { countBySeverity } from '../../model/severity.ts';
import type { Target } from '../../model/target.ts';
import { toolVersion } from '../../model/tool-version.ts';
import { summaryOf } from '../../report/summary-of.ts';
import { discoveryGapText } from '../../wording/discovery-texts.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import type { Discovery } from './discover-nodes.ts';
import type { ScannedEndpoint } from './scanner.ts';
import { type SurveyOptions, survey } from './survey.ts';

/** How targets are scanned. */
export type ScanOptions = SurveyOptions;

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
  const surveyed = await survey(targets, { ...options, depth: options.depth ?? 'standard' });
  const { done, faults } = surveyed;
  const examined = surveyed.targets.flatMap((target) => done.get(target) ?? []);
  const endpoints = examined.map(({ endpoint }) => endpoint);
  const reported = withDiscovery(
    buildReport(dropImpliedPorts(endpoints, targets), { startedAt, partial: done.size + faults.length < surveyed.targets.length }),
    surveyed.discovery,
  );
  const report = await withCalendar(reported, examined, options);
  const [fault] = faults;
  if (fault !== undefined) throw new ScanFault(fault.target, fault.cause, report);
  return report;
}

/** Adds what ends when, as seen when the first endpoint was asked. */
export async function withCalendar(report: Report, examined: readonly ScannedEndpoint[], { crls, identity }: ScanOptions): Promise<Report> {
  const evidence = examined.map((one) => one.evidence);
  const times = evidence.map(({ at }) => at.getTime());
  const own = identity?.chain[0];
  const leaf = own === undefined ? null : parseCertificate(own);
  // Threads of a streamed scan make no calendar.
  const { calendarOf } = await import('../calendar/calendar.ts');
  const calendar = await calendarOf(evidence, {
    at: times.length === 0 ? new Date(report.startedAt) : new Date(times.reduce((a, b) => Math.min(a, b))),
    given: leaf?.kind === 'certificate' ? leaf.certificate : null,
    ...(crls === undefined ? {} : { crls }),
  });
  return { ...report, calendar };
}

/** Who named the host alone did not ask for each of its default ports: where one of them answers, a closed one is no gap. */
export function dropImpliedPorts(endpoints: readonly EndpointReport[], targets: readonly Target[]): readonly EndpointReport[] {
  const implied = new Set(targets.filter((target) => target.implied).map(({ label }) => label));
  const answering = new Set(endpoints.filter(({ reachability }) => reachability === 'open').map(({ address }) => address));
  return endpoints.map((endpoint) => {
    const closed = endpoint.reachability === 'refused' || endpoint.reachability === 'timeout';
    return closed && implied.has(endpoint.target) && answering.has(endpoint.address) ? { ...endpoint, incomplete: [] } : endpoint;
  });
}

/** The report of these endpoints. */
export function buildReport(
  endpoints: readonly EndpointReport[],
  { startedAt, partial }: { readonly startedAt: Date; readonly partial: boolean },
): Report {
  return {
    schema: 'handclasp.report/1',
    tool: { name: 'handclasp', version: toolVersion },
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    partial,
    endpoints,
    summary: summaryOf(endpoints),
  };
}

/** The summary of a report that has findings beyond those of single endpoints. */
export function summaryWith({ summary, endpoints }: Report, findings: NonNullable<Report['findings']>): Report['summary'] {
  return { ...summary, ...countBySeverity([...endpoints.flatMap((endpoint) => endpoint.findings), ...findings]) };
}

/** Says in the report what became of the search for other nodes; nothing where nobody asked for it. */
export function withDiscovery(report: Report, discovery: Discovery | null): Report {
  if (discovery === null) return report;
  const { nodes, added, because } = discovery;
  return {
    ...report,
    discovery: {
      nodes: nodes.length,
      added: added.map(({ label }) => label),
      code: because?.code ?? null,
      because: because === null ? null : discoveryGapText(because),
    },
  };
}
