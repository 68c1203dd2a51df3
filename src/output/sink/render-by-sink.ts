import type { Report } from '../../model/report.ts';
import { toolVersion } from '../../model/tool-version.ts';
import type { Documents } from '../format.ts';
import { isUndiscovered } from '../text/scan-verdict.ts';
import { plainView } from '../text/text-view.ts';
import { requirementFindings } from './requirement-findings.ts';
import type { RunFacts, Sink, SinkClusterFinding, SinkEndpoint } from './sink.ts';

/** A report as far as documents of this kind tell of it. */
type SinkReport = Omit<Report, 'endpoints' | 'findings'> & {
  readonly endpoints: readonly SinkEndpoint[];
  readonly findings?: readonly SinkClusterFinding[];
};

export type Given = Documents['inspection'] | (Omit<Documents['matrix'], 'report'> & { readonly report: SinkReport });

/** A document that is whole already, by way of one that grows. */
export async function renderBySink(sink: Sink, given: Given): Promise<string> {
  if ('inspection' in given) {
    for (const file of given.inspection.files) sink.file(file);
  } else {
    for (const endpoint of given.report.endpoints) sink.endpoint(endpoint);
    const listings = new Map(given.report.endpoints.flatMap(({ target, listedAt }) => (listedAt === null ? [] : [[target, listedAt]])));
    for (const finding of given.report.findings ?? []) sink.finding({ ...finding, listings });
  }
  return [...sink.end(await runFactsOf(given))].join('');
}

/** Whether a cluster holds to a policy, in the same way. */
export async function renderReadinessBySink(sink: Sink, { report, ...given }: Documents['readiness']): Promise<string> {
  return renderBySink(sink, { ...given, ...heldToPolicy(report) });
}

/** The policy alone decides: in place of findings, a document has what was asked for and is not met. */
function heldToPolicy(report: Report): Pick<Documents['matrix'], 'undecided'> & { readonly report: SinkReport } {
  const { policy, endpoints } = report;
  const requirements = policy?.requirements ?? [];
  return {
    undecided: policy?.verdict === 'undetermined',
    report: {
      ...report,
      endpoints: endpoints.map((endpoint) => ({ ...endpoint, findings: [], incomplete: [] })),
      findings: policy === undefined ? [] : requirementFindings(policy),
      unknown: requirements.flatMap(({ id, verdict, undetermined: [first] }) =>
        verdict === 'undetermined' && first !== undefined
          ? [{ rule: `${policy?.name}/${id}`, code: first.code, because: first.because }]
          : [],
      ),
    },
  };
}

async function runFactsOf(given: Given): Promise<RunFacts> {
  const shared = {
    version: toolVersion,
    failOn: given.failOn ?? plainView.failOn,
    rules: (await given.rules?.()) ?? new Map(),
  };
  if ('inspection' in given) {
    const { at } = given.inspection;
    return { ...shared, startedAt: at, finishedAt: at, partial: false, undecided: given.undecided === true, pairs: [], unknown: [] };
  }
  const { startedAt, finishedAt, partial, pairs = [], unknown = [], cause, calendar } = given.report;
  const undecided = ('undecided' in given && given.undecided === true) || isUndiscovered(given.report.discovery);
  return {
    ...shared,
    startedAt,
    finishedAt,
    partial,
    undecided,
    pairs,
    unknown,
    ...(cause === undefined ? {} : { cause }),
    ...(calendar === undefined ? {} : { calendar }),
  };
}
