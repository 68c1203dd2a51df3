import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Report } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { buildReport, dropImpliedPorts, ScanFault, type ScanOptions, summaryWith, withCalendar, withDiscovery } from '../scan/scan.ts';
import type { ScannedEndpoint } from '../scan/scanner.ts';
import { survey } from '../scan/survey.ts';
import { compareNodes } from './compare-nodes.ts';

/** As a scan; suites count, so the depth is `standard` where none is given. */
export type MatrixOptions = ScanOptions;

/**
 * Who would accept whom: asks every address of every target, and lets each transport port meet each other one, from what they showed.
 *
 * @throws UsageError where an anchor is no certificate; ScanFault where handclasp itself failed.
 */
export async function matrix(targets: readonly Target[], options: MatrixOptions = {}): Promise<Report> {
  return (await surveyAndCompare(targets, options)).report;
}

/** The report of a matrix, with what its endpoints showed. */
export type ComparedRun = { readonly report: Report; readonly examined: readonly ScannedEndpoint[] };

/** The same, for a job that goes on with what was seen. */
export async function surveyAndCompare(targets: readonly Target[], options: MatrixOptions): Promise<ComparedRun> {
  const startedAt = new Date();
  // One instant for all: nodes are compared with each other.
  const at = options.at ?? startedAt;
  const surveyed = await survey(targets, { depth: 'standard', ...options, at });
  const { done, faults } = surveyed;
  const examined = surveyed.targets.flatMap((target) => done.get(target) ?? []);
  const endpoints = dropImpliedPorts(
    examined.map(({ endpoint }) => endpoint),
    targets,
  );
  const report = withDiscovery(
    buildReport(endpoints, { startedAt, partial: done.size + faults.length < surveyed.targets.length }),
    surveyed.discovery,
  );
  const asked = examined.map(({ evidence }) => evidence).filter(isAsked);
  const compared = await withCalendar(await withComparison(report, asked, { ...options, at }), examined, { ...options, at });
  const [fault] = faults;
  if (fault !== undefined) throw new ScanFault(fault.target, fault.cause, compared);
  return { report: compared, examined };
}

/** Who named the host alone asked for its transport port, whether it answers or not, and for the others if they are there. */
function isAsked({ observation: { target, reachability, channel } }: EndpointEvidence): boolean {
  return target.implied !== true || reachability.kind === 'open' || channel === 'transport';
}

async function withComparison(
  report: Report,
  evidence: readonly EndpointEvidence[],
  options: ScanOptions & { readonly at: Date },
): Promise<Report> {
  const given = options.identity?.chain[0];
  const leaf = given === undefined ? null : parseCertificate(given);
  const [first] = evidence;
  const {
    pairs,
    findings,
    unknown,
    matrix: grid,
  } = await compareNodes(evidence, {
    at: options.at,
    known: first?.anchors ?? [],
    given: leaf?.kind === 'certificate' ? leaf.certificate : null,
    deployment: options.deployment ?? first?.deployment.type ?? 'self',
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return {
    ...report,
    finishedAt: new Date().toISOString(),
    pairs,
    findings,
    unknown,
    matrix: grid,
    summary: summaryWith(report, findings),
  };
}
