import type { Deployment } from '../../model/deployment.ts';
import type { Bundle } from '../../model/diagnostic.ts';
import type { EckCluster } from '../../model/eck.ts';
import type { Policy } from '../../model/policy.ts';
import type { WaiverReport } from '../../model/policy-report.ts';
import type { ClusterFinding, Report } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import type { Target } from '../../model/target.ts';
import type { UpgradeTarget } from '../../model/upgrade-report.ts';
import type { WaivedMatter } from '../../model/waiver.ts';
import { judgePolicy, withRequirements } from '../../policy/judge-policy.ts';
import { Waivers } from '../../policy/waivers.ts';
import { findingOf } from '../../rules/framework/ask-rule.ts';
import { contextOfMembers } from '../../rules/remedies/context-of-members.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { waiverExpired } from '../../rules/waiver/waiver-expired.ts';
import { waiverEndedText } from '../../wording/cause-remarks.ts';
import { withWaivers } from '../calendar/calendar.ts';
import { ruleCatalogue } from '../explain/rule-catalogue.ts';
import { endpointLabels } from '../matrix/endpoint-labels.ts';
import { type MatrixOptions, surveyAndCompare } from '../matrix/matrix.ts';
import { summaryWith } from '../scan/scan.ts';
import { judgeGiven } from './judge-given.ts';
import { ownPorts } from './own-ports.ts';
import { givenSides } from './upgrade/given-sides.ts';
import { foretellUpgrade } from './upgrade/upgrade.ts';
import { upgradeRequirements } from './upgrade/upgrade-requirements.ts';

const severityById = new Map(ruleCatalogue.map(({ id, severity }) => [id, severity]));

/** As a matrix, with the policy that the cluster is held to. Policies ask for cipher suites and groups, so the depth is `full` where none is given. */
export type ReadyOptions = MatrixOptions & {
  readonly policy: Policy;
  /** What somebody decided to live with. */
  readonly waivers?: readonly WaivedMatter[];
  /** The files of nodes and of Kibana, read. */
  readonly setups?: readonly Setup[];
  /** Archives that were collected, read. */
  readonly bundles?: readonly Bundle[];
  /** Clusters of Elastic Cloud on Kubernetes, read. */
  readonly eck?: readonly EckCluster[];
  /** Foretells the handshakes of an upgrade as well. */
  readonly upgrade?: UpgradeTarget;
};

/**
 * Whether a cluster is ready for production: asks every address of every target, lets each transport port meet each other one, and holds all of it to a policy.
 *
 * @throws UsageError where an anchor is no certificate; ScanFault where handclasp itself failed.
 */
export async function ready(
  targets: readonly Target[],
  { policy, waivers: given = [], setups = [], bundles = [], eck = [], upgrade: target, ...options }: ReadyOptions,
): Promise<Report> {
  const { report, examined } = await surveyAndCompare(targets, { depth: 'full', ...options });
  const labelOf = endpointLabels(examined.map(({ evidence }) => evidence));
  // A closed port that nobody named is no part of the cluster.
  const answering = examined.filter(
    ({ evidence: { observation } }) => observation.target.implied !== true || observation.reachability.kind === 'open',
  );
  const [first] = examined;
  const deployment =
    options.deployment ??
    first?.evidence.deployment.type ??
    (eck.length > 0 || bundles.some(({ kind }) => kind === 'eck-diagnostics') ? 'eck' : 'self');
  const waivers = new Waivers(given, options.at ?? new Date(report.startedAt));
  const labels = new Map(examined.map(({ evidence, endpoint }) => [endpoint, labelOf(evidence)]));
  // Before the policy is judged: a waiver is used by a finding that the policy does not ask about, too.
  const endpoints = report.endpoints.map((endpoint) => ({
    ...endpoint,
    findings: endpoint.findings.map((finding) => waivers.marked(finding, [labels.get(endpoint) ?? endpoint.target])),
  }));
  const matter = await judgeGiven(
    { setups, bundles, eck },
    { at: options.at ?? new Date(report.startedAt), deployment, expiresInMs: options.expiresInMs, examined },
  );
  const compared = [...(report.findings ?? []), ...matter.findings].map((finding) => waivers.marked(finding, finding.subjects));
  const upgrade =
    target === undefined
      ? null
      : await foretellUpgrade(
          answering.map(({ evidence }) => evidence),
          {
            target,
            at: options.at ?? new Date(report.startedAt),
            labelOf,
            given: givenSides({
              setups,
              bundles,
              endpoints: examined.map(({ evidence }) => evidence),
              isSeen: (setup, channel) => ownPorts(setup, examined).some(({ evidence }) => evidence.observation.channel === channel),
            }),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
          },
        );
  const held = judgePolicy(policy, {
    subjects: answering.map(({ evidence, endpoint: { findings, unknown } }) => ({ label: labelOf(evidence), evidence, findings, unknown })),
    findings: compared,
    unknown: [...(report.unknown ?? []), ...matter.unknown],
    passed: matter.passed,
    filesGiven: setups.length + bundles.length + eck.length > 0,
    nodesTold: matter.nodes,
    severityOf: (rule) => severityById.get(rule) ?? null,
    deployment,
    waivers,
  });
  const judged = upgrade === null ? held : withRequirements(held, upgradeRequirements(upgrade));
  const findings = [...compared, ...expired(judged.waivers, deployment)];
  return {
    ...report,
    endpoints,
    finishedAt: new Date().toISOString(),
    findings,
    unknown: [...(report.unknown ?? []), ...matter.unknown],
    ...(matter.configurations === undefined ? {} : { configurations: matter.configurations }),
    ...(matter.kubernetes === undefined ? {} : { kubernetes: matter.kubernetes }),
    ...(matter.bundles === undefined ? {} : { bundles: matter.bundles }),
    policy: judged,
    ...(report.calendar === undefined ? {} : { calendar: withWaivers(report.calendar, judged.waivers) }),
    ...(upgrade === null ? {} : { upgrade }),
    summary: summaryWith(report, findings),
  };
}

/** A finding for each waiver that is over. */
function expired(waivers: readonly WaiverReport[], deployment: Deployment): readonly ClusterFinding[] {
  return waivers
    .filter(({ state }) => state === 'expired')
    .map((waiver) => {
      const { rule, subject, owner, until } = waiver;
      const message = waiverEndedText(waiver);
      const fix = fixFor(waiverExpired.fix, contextOfMembers([], { channel: 'unknown', subjects: [subject], deployment }));
      return {
        ...findingOf(waiverExpired, { kind: 'finding', message, facts: { rule, subject, owner, until } }, fix),
        subjects: [subject],
      };
    });
}
