import type { Policy } from '../../model/policy.ts';
import type { Report } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import { judgePolicy } from '../../policy/judge-policy.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import { endpointLabels } from '../matrix/endpoint-labels.ts';
import { type MatrixOptions, surveyAndCompare } from '../matrix/matrix.ts';

const severityById = new Map(ruleCatalogue.map(({ id, severity }) => [id, severity]));

/** As a matrix, with the policy that the cluster is held to. Policies ask for cipher suites and groups, so the depth is `full` where none is given. */
export type ReadyOptions = MatrixOptions & { readonly policy: Policy };

/**
 * Whether a cluster is ready for production: asks every address of every target, lets each transport port meet each other one, and holds all of it to a policy.
 *
 * @throws UsageError where an anchor is no certificate; ScanFault where handclasp itself failed.
 */
export async function ready(targets: readonly Target[], { policy, ...options }: ReadyOptions): Promise<Report> {
  const { report, examined } = await surveyAndCompare(targets, { depth: 'full', ...options });
  const labelOf = endpointLabels(examined.map(({ evidence }) => evidence));
  // A closed port that nobody named is no part of the cluster.
  const answering = examined.filter(
    ({ evidence: { observation } }) => observation.target.implied !== true || observation.reachability.kind === 'open',
  );
  const [first] = examined;
  const judged = judgePolicy(policy, {
    subjects: answering.map(({ evidence, endpoint: { findings, unknown } }) => ({ label: labelOf(evidence), evidence, findings, unknown })),
    findings: report.findings ?? [],
    unknown: report.unknown ?? [],
    severityOf: (rule) => severityById.get(rule) ?? null,
    deployment: options.deployment ?? first?.evidence.deployment.type ?? 'self',
  });
  return { ...report, finishedAt: new Date().toISOString(), policy: judged };
}
