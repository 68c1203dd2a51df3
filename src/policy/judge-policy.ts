import type { Channel } from '../model/channel.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Unknown } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { Policy, PolicyRequirement } from '../model/policy.ts';
import type { PolicyReport, RequirementReport } from '../model/policy-report.ts';
import type { PolicyReason } from '../model/reasons/policy-reason.ts';
import type { ClusterFinding } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';
import { reasonText } from '../wording/reason-text.ts';
import { checkCertificateHash, checkDaysLeft, checkPublicKey, checkValidity } from './checks/check-certificates.ts';
import { checkFeatures } from './checks/check-features.ts';
import { checkGroups, checkGroupsAccepted, checkSignatureSchemes, checkSuiteOrder, checkSuites } from './checks/check-lists.ts';
import { brokenBy, type CheckOutcome, notApplicable, type PolicySubject, undetermined } from './checks/check-outcome.ts';
import { type AskedRules, asksAny, checkRules, rulesNamed } from './checks/check-rules.ts';
import { checkVersions } from './checks/check-versions.ts';
import type { Waivers } from './waivers.ts';

/** All that a policy looks at. */
export type PolicyMatter = {
  readonly subjects: readonly PolicySubject[];
  /** What shows only in comparison, or in files. */
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  /** Rules that hold in files and archives, by their ids. */
  readonly passed?: readonly string[];
  /** Files or archives were handed in, in place of endpoints or beside them. */
  readonly filesGiven?: boolean;
  /** How many nodes files and archives tell of. */
  readonly nodesTold?: number;
  readonly deployment: Deployment;
  /** The rule's own severity; null of a rule that is not known. */
  readonly severityOf: (rule: string) => Severity | null;
  readonly waivers: Waivers;
};

/** Whether the endpoints hold to the policy, requirement by requirement. */
export function judgePolicy(policy: Policy, matter: PolicyMatter): PolicyReport {
  const { name, title, edition, source, provenance, note = null } = policy;
  // A rule that only another deployment's requirement names is one of the others here: it would be found and never told.
  const named = rulesNamed(policy.requirements.filter((one) => isOfDeployment(one, matter.deployment)));
  const requirements = policy.requirements.map((requirement) => requirementReport(requirement, { ...matter, named, policy: name }));
  const subjects = [...matter.subjects.map(({ label }) => label), ...matter.findings.flatMap((finding) => finding.subjects)];
  const waivers = matter.waivers.reports([...new Set(subjects)]);
  return { name, title, edition, source, provenance, note, verdict: verdictOf(requirements), requirements, waivers };
}

/** The same report with requirements that no policy has, such as those of an upgrade. */
export function withRequirements(report: PolicyReport, more: readonly RequirementReport[]): PolicyReport {
  const requirements = [...more, ...report.requirements];
  return { ...report, verdict: verdictOf(requirements), requirements };
}

type Matter = PolicyMatter & Pick<AskedRules, 'named'> & { readonly policy: string };

/** What should be does not decide. */
function verdictOf(requirements: readonly RequirementReport[]): PolicyReport['verdict'] {
  const deciding = requirements.filter(({ level }) => level === 'must').map(({ verdict }) => verdict);
  if (deciding.includes('broken')) return 'not-ready';
  return deciding.includes('undetermined') || !(deciding.includes('met') || deciding.includes('waived')) ? 'undetermined' : 'ready';
}

function requirementReport(requirement: PolicyRequirement, matter: Matter): RequirementReport {
  const { id, level, title, clause = null, check } = requirement;
  const head = { id, level, title, clause, broken: [], waived: [], undetermined: [] };
  if (!holdsHere(requirement, matter)) return { ...head, verdict: 'not-applicable' };
  if (check.kind === 'by-hand') return { ...head, verdict: 'by-hand' };
  const outcomes = outcomesOf(requirement, matter);
  const places = outcomes.flatMap(({ subject, outcome }) =>
    outcome.kind === 'broken'
      ? outcome.found.map((found) => ({ subject, found, waiver: waiverFor(requirement, { subject, found }, matter) }))
      : [],
  );
  const broken = [
    ...groupBy(
      places.filter(({ waiver }) => waiver === null),
      ({ subject }) => subject,
    ),
  ].map(([subject, group]) => ({
    subject,
    found: group.map(({ found }) => found),
  }));
  const waived = places.flatMap(({ subject, found, waiver }) => (waiver === null ? [] : [{ subject, found: [found], ...waiver }]));
  const open = outcomes.flatMap(({ subject, outcome }) =>
    outcome.kind === 'undetermined' ? [{ subject, ...becauseOf(outcome.because) }] : [],
  );
  const verdict =
    broken.length > 0
      ? 'broken'
      : open.length > 0
        ? 'undetermined'
        : waived.length > 0
          ? 'waived'
          : outcomes.some(({ outcome }) => outcome.kind === 'met')
            ? 'met'
            : 'not-applicable';
  return { ...head, verdict, broken, waived, undetermined: open };
}

/** Findings are waived by their rule; whatever else breaks a requirement, by the requirement. */
function waiverFor(
  { id, check }: PolicyRequirement,
  { subject, found }: { readonly subject: string; readonly found: string },
  { waivers, policy }: Matter,
) {
  return waivers.find(check.kind === 'rules' ? found : `${policy}/${id}`, subject);
}

function isOfDeployment({ when }: Pick<PolicyRequirement, 'when'>, deployment: Deployment): boolean {
  return when?.deployments === undefined || when.deployments.includes(deployment);
}

function holdsHere(requirement: PolicyRequirement, { deployment, subjects, nodesTold = 0 }: PolicyMatter): boolean {
  const nodesFrom = requirement.when?.nodesFrom ?? 0;
  return isOfDeployment(requirement, deployment) && (nodesFrom <= 1 || Math.max(nodesIn(subjects), nodesTold) >= nodesFrom);
}

/** Different hosts that answer as Elasticsearch does, or may do. */
function nodesIn(subjects: readonly PolicySubject[]): number {
  return new Set(
    subjects
      .filter(({ evidence: { observation } }) => observation.channel === 'transport' || observation.channel === 'http')
      .map(({ evidence: { observation } }) => observation.address ?? observation.target.host),
  ).size;
}

type Judged = { readonly subject: string; readonly outcome: CheckOutcome };

function outcomesOf(requirement: PolicyRequirement, matter: Matter): readonly Judged[] {
  const { check, channels } = requirement;
  const subjects = matter.subjects.filter(
    ({ evidence: { observation } }) => channels === undefined || channels.includes(observation.channel),
  );
  if (check.kind === 'channels-seen') return check.seen.map((channel) => channelSeen(channel, matter.subjects));
  const single = subjects.map((subject) => ({ subject: subject.label, outcome: outcomeAt(requirement, subject, matter) }));
  const all = check.kind === 'rules' ? [...single, ...together({ ...matter, check }, matter)] : single;
  // Of files and archives alone, whatever they do not show is not known, and not beside the point.
  const unseen = all.length === 0 && matter.subjects.length === 0 && matter.filesGiven === true && check.kind !== 'by-hand';
  return unseen ? [{ subject: 'the endpoints', outcome: undetermined({ code: 'policy-endpoint-needed' }) }] : all;
}

function channelSeen(channel: Channel, subjects: readonly PolicySubject[]): Judged {
  const seen = subjects.some(
    ({ evidence: { observation } }) => observation.channel === channel && observation.reachability.kind === 'open',
  );
  return { subject: channel, outcome: seen ? { kind: 'met' } : undetermined({ code: 'policy-channel-not-seen', channel }) };
}

/** What rules found in comparison and in files. */
function together(asked: AskedRules, { findings, unknown, passed = [] }: PolicyMatter): readonly Judged[] {
  const ofFindings = findings.flatMap((finding) => {
    const outcome = checkRules(asked, { findings: [finding], unknown: [] });
    return outcome.kind === 'broken' ? finding.subjects.map((subject) => ({ subject, outcome })) : [];
  });
  const open = checkRules(asked, { findings: [], unknown });
  if (open.kind === 'undetermined') return [...ofFindings, { subject: 'all nodes together', outcome: open }];
  return asksAny(asked, passed) ? [...ofFindings, { subject: 'files', outcome: { kind: 'met' } }] : ofFindings;
}

function outcomeAt({ check, when }: PolicyRequirement, subject: PolicySubject, matter: Matter): CheckOutcome {
  const { evidence } = subject;
  const { reachability, service, conversations } = evidence.observation;
  if (check.kind === 'rules') return reachability.kind === 'open' ? checkRules({ ...matter, check }, subject) : nothingShown;
  if (service.security === 'plaintext') return check.kind === 'protocol-versions' ? brokenBy(['no TLS']) : notApplicable;
  if (!conversations.some(({ version }) => version !== null)) return nothingShown;
  if (when?.publicRoot === true && evidence.publicTrust.kind !== 'trusted')
    return evidence.publicTrust.kind === 'untrusted' ? notApplicable : undetermined({ code: 'policy-public-root-not-checked' });
  switch (check.kind) {
    case 'protocol-versions':
      return checkVersions(check, evidence);
    case 'cipher-suites':
      return checkSuites(check, evidence);
    case 'groups':
      return checkGroups(check, evidence);
    case 'groups-accepted':
      return checkGroupsAccepted(check, evidence);
    case 'signature-schemes':
      return checkSignatureSchemes(check, evidence);
    case 'suite-order':
      return checkSuiteOrder(check, evidence);
    case 'public-key':
      return checkPublicKey(check, evidence);
    case 'certificate-hash':
      return checkCertificateHash(check, evidence);
    case 'validity':
      return checkValidity(check, evidence);
    case 'days-left':
      return checkDaysLeft(check, evidence);
    case 'features':
      return checkFeatures(check, evidence);
    case 'by-hand':
    case 'channels-seen':
      return notApplicable;
  }
}

const nothingShown = undetermined({ code: 'policy-no-tls-answer' });

function becauseOf(because: PolicyReason | Unknown): Pick<RequirementReport['undetermined'][number], 'code' | 'because'> {
  return 'rule' in because ? { code: because.code, because: because.because } : { code: because.code, because: reasonText(because) };
}
