import type { Certificate } from '../../model/certificate.ts';
import type { Acceptance, Peer } from '../../model/encounter.ts';
import type { Unknown } from '../../model/finding.ts';
import type { ClusterFinding, EndpointReport, PairReport, Report } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import { type Severity, severities } from '../../model/severity.ts';
import type { Target } from '../../model/target.ts';
import { joinRules } from '../../rules/join-rules.ts';
import { judgeSetup } from '../../rules/judge-setup.ts';
import { productOf } from '../../rules/remedy-for.ts';
import type { Met } from '../../rules/rule.ts';
import { setupRules } from '../../rules/setup-rules.ts';
import { compareNodes } from '../compare-nodes.ts';
import { gatherSetupEvidence } from '../gather-setup-evidence.ts';
import { judgeEncounter, meet, type PairJudgement } from '../judge-encounter.ts';
import { peerOfEvidence } from '../peer-of-evidence.ts';
import type { LogEvidence } from '../read-log.ts';
import { ScanFault, type ScanOptions, summed } from '../scan.ts';
import type { Examined } from '../scanner.ts';
import { survey } from '../survey.ts';
import { findCause, type JoinMember } from './find-cause.ts';
import { joinerOfSetup, transportOf } from './joiner-of-setup.ts';
import { seedTargets } from './seed-targets.ts';

/** How a node that does not join is looked at. Trust and client certificate are those of its files, where there are any. */
export type JoinOptions = ScanOptions & {
  /** Its files, read. */
  readonly setup?: Setup | null;
  /** Where the node itself listens, as others reach it. */
  readonly nodes?: readonly Target[];
  /** The nodes that it is to join. Absent: those that its files name; without files, `nodes` are compared with one another. */
  readonly members?: readonly Target[];
  /** What its log, or that of a node that refuses it, says. */
  readonly log?: readonly LogEvidence[];
};

/**
 * Why a node does not join its cluster: from its files, from outside, from a log, or from all of them. The report's `cause` is the one thing to mend first, `ruledOut` what was looked at
 * before it and is well.
 *
 * @throws UsageError where an anchor is no certificate; ScanFault where handclasp itself failed.
 */
export async function diagnoseJoin({ setup = null, nodes = [], members, log = [], ...options }: JoinOptions): Promise<Report> {
  const startedAt = new Date();
  const seeds = setup === null ? { targets: [], unreadable: [] } : seedTargets(setup);
  const dialled = members ?? seeds.targets;
  const targets = [...nodes, ...dialled];
  const surveyed = await survey(targets, { depth: 'standard', names: true, ...options, ...asTheNode(setup) });
  const { done, faults } = surveyed;
  const seen = (of: readonly Target[]): readonly Examined[] => of.flatMap((target) => done.get(target) ?? []);
  const examined = [...seen(nodes), ...seen(surveyed.targets.filter((target) => !nodes.includes(target)))];
  const at = options.at ?? startedAt;
  const deployment = options.deployment ?? examined[0]?.endpoint.deployment.type ?? 'self';

  const view = await viewOf({
    setup,
    own: seen(nodes),
    others: examined.filter((one) => !seen(nodes).includes(one)),
    split: members !== undefined || setup !== null,
    at,
    options,
  });
  const met = metBy(view.members, view.own);
  const judged =
    setup === null ? { findings: [], unknown: [] } : judgeSetup(setupRules, await gatherSetupEvidence(setup, { at, deployment, met }));
  const { cause, ruledOut } = findCause({
    ...view,
    setup,
    setupFindings: judged.findings,
    log,
    deployment,
    product: productOf(examined.map(({ evidence, endpoint }) => ({ label: endpoint.target, evidence }))),
  });
  const report = summed(
    examined.map(({ endpoint }) => endpoint),
    { startedAt, partial: done.size + faults.length < surveyed.targets.length },
  );
  const whole: Report = {
    ...report,
    pairs: [...view.towards, ...view.back].map(pairReport),
    findings: judged.findings,
    unknown: [
      ...judged.unknown,
      ...seeds.unreadable.map((because): Unknown => ({ rule: 'seed-host-unreachable', because })),
      ...untold(view, setup),
    ],
    cause,
    ruledOut,
    summary: { ...report.summary, ...counted(report.endpoints, judged.findings) },
  };
  const [fault] = faults;
  if (fault !== undefined) throw new ScanFault(fault.target, fault.cause, whole);
  return whole;
}

/** It dials with its own certificate, and trusts what it trusts. A key that does not fit would prove nothing. */
function asTheNode(setup: Setup | null): Partial<ScanOptions> {
  const context = setup === null || !setup.facts.securityEnabled.value ? undefined : transportOf(setup);
  if (context === undefined || !context.enabled.value) return {};
  const { trust, identities } = context;
  const [identity] = identities;
  const fits = identity !== undefined && identity.key !== null && identity.keyMatches !== false;
  return {
    anchors: trust.anchors.map(({ certificate }) => certificate.der),
    trustPublicRoots: trust.publicRoots,
    ...(fits && identity.key !== null ? { identity: { chain: identity.chain.map(({ der }) => der), key: identity.key } } : {}),
  };
}

type View = {
  readonly joiner: Peer | null;
  readonly own: readonly Examined[];
  readonly members: readonly JoinMember[];
  readonly towards: readonly PairJudgement[];
  readonly back: readonly PairJudgement[];
};

type Seen = {
  readonly setup: Setup | null;
  readonly own: readonly Examined[];
  readonly others: readonly Examined[];
  /** It is known who is to join whom. */
  readonly split: boolean;
  readonly at: Date;
  readonly options: ScanOptions;
};

async function viewOf({ setup, own, others, split, at, options }: Seen): Promise<View> {
  const context = setup === null ? undefined : transportOf(setup);
  const given = context?.identities[0]?.chain[0] ?? null;
  const all = labelled([...own, ...others]);
  const known = unique([
    ...all.flatMap(({ evidence }) => [...evidence.chain, ...evidence.anchors]),
    ...(context?.trust.anchors.map(({ certificate }) => certificate) ?? []),
    ...(context?.identities.flatMap(({ chain }) => chain) ?? []),
  ]);
  const peerOf = ({ evidence, label }: Labelled) => peerOfEvidence(evidence, label, given);
  const ofFiles = setup === null ? null : joinerOfSetup(setup);
  const transport = all.filter(
    ({ evidence }) => evidence.observation.target.implied !== true || evidence.observation.channel === 'transport',
  );
  const newcomer = split
    ? transport.find(({ endpoint }) => own.some((one) => one.endpoint === endpoint))
    : await standingOut(transport, { at, known, options });
  const joiner = ofFiles ?? (newcomer === undefined ? null : peerOf(newcomer));
  const members = transport
    .filter((one) => one !== newcomer && !(split && own.some(({ endpoint }) => endpoint === one.endpoint)))
    .map((one): JoinMember => ({ ...one, peer: asDialled(peerOf(one), setup, one) }));
  if (joiner === null) return { joiner, own, members, towards: [], back: [] };
  const memo = new Map<string, Promise<Acceptance>>();
  const accepting = { at, known, memo, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  const open = members.filter(({ evidence }) => evidence.observation.reachability.kind === 'open');
  const judge = async (from: Peer, to: Peer) => judgeEncounter(joinRules, await meet(from, to, accepting));
  return {
    joiner,
    own,
    members,
    towards: await Promise.all(open.map(({ peer }) => judge(joiner, peer))),
    back: await Promise.all(open.filter(({ peer }) => peer.speaks !== 'http').map(({ peer }) => judge(peer, joiner))),
  };
}

/** A node with files dials its seeds as they are written, so that this name has to fit; then what they publish. */
function asDialled(peer: Peer, setup: Setup | null, { evidence }: Labelled): Peer {
  if (setup === null) return peer;
  const { host } = evidence.observation.target;
  const surely = [...new Set([host, ...peer.surelyDialledBy])];
  return { ...peer, dialledBy: surely, surelyDialledBy: surely };
}

/** Of nodes that are compared with one another, the one that differs. */
async function standingOut(
  all: readonly Labelled[],
  { at, known, options }: { readonly at: Date; readonly known: readonly Certificate[]; readonly options: ScanOptions },
): Promise<Labelled | undefined> {
  if (all.length < 2) return undefined;
  const { matrix } = await compareNodes(
    all.map(({ evidence }) => evidence),
    { at, known, deployment: options.deployment ?? 'self', ...(options.signal === undefined ? {} : { signal: options.signal }) },
  );
  const [first] = matrix.differs;
  return all.find(({ label }) => label === first?.node);
}

type Labelled = Examined & { readonly label: string };

/** Targets, with the address where a name was seen at several. */
function labelled(examined: readonly Examined[]): readonly Labelled[] {
  return examined.map((one) => {
    const { target, address } = one.endpoint;
    const shared = examined.filter(({ endpoint }) => endpoint.target === target).length > 1;
    return { ...one, label: shared && address !== null ? `${target} (${address})` : target };
  });
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()];
}

function metBy(members: readonly JoinMember[], own: readonly Examined[]): readonly Met[] {
  return [
    ...own.map(({ evidence, endpoint }): Met => ({ written: endpoint.target, as: 'own-port', evidence })),
    ...members.map(({ evidence, endpoint }): Met => ({ written: endpoint.target, as: 'seed-host', evidence })),
  ];
}

function pairReport({ encounter: { from, to }, verdict, rule, detail, byVerification }: PairJudgement): PairReport {
  return { from: from.label, to: to.label, verdict, rule: rule?.id ?? null, detail, byVerification };
}

/** What the way into the cluster needed, and did not show. */
function untold({ towards, back, joiner, members }: View, setup: Setup | null): readonly Unknown[] {
  const open = [...towards, ...back].flatMap(({ verdict, rule, detail, encounter: { from, to } }) =>
    verdict === 'unknown' ? [{ rule: rule?.id ?? 'trust-unknown-issuer', because: `${from.label} to ${to.label}: ${detail}` }] : [],
  );
  const unpublished =
    setup !== null && joiner !== null && joiner.dialledBy.length === 0 && joiner.security === 'tls'
      ? [{ rule: 'san-publish-address-missing', because: 'which address the node publishes, its settings leave to the machine' }]
      : [];
  const nameless = members.filter(({ peer }) => peer.speaks === 'transport' && peer.clusterName === null);
  const names =
    nameless.length > 0
      ? [
          {
            rule: 'cluster-name-mismatch',
            because: `${nameless.map(({ label }) => label).join(', ')}: a node with security keeps its cluster name from those without credentials`,
          },
        ]
      : [];
  return [...open, ...unpublished, ...names];
}

function counted(endpoints: readonly EndpointReport[], findings: readonly ClusterFinding[]): Record<Severity, number> {
  const all = [...endpoints.flatMap((endpoint) => endpoint.findings), ...findings];
  return Object.fromEntries(severities.map((severity) => [severity, all.filter((one) => one.severity === severity).length])) as Record<
    Severity,
    number
  >;
}
