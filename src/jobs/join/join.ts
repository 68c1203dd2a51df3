import { gatherSetupEvidence } from '../../evidence/gather-setup-evidence.ts';
import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import { type OwnScan, withoutOwnScans } from '../../logs/own-scans.ts';
import { emptyLog, type LogReading } from '../../logs/read-log.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Unknown } from '../../model/finding.ts';
import type { Acceptance, Peer } from '../../model/peer-handshake.ts';
import type { PairReport, Report } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import type { ObservedConnection } from '../../model/setup-evidence.ts';
import type { Target } from '../../model/target.ts';
import { unknownOf } from '../../rules/framework/ask-rule.ts';
import { judgeSetup } from '../../rules/framework/judge-setup.ts';
import { joinRules } from '../../rules/join-rules.ts';
import { setupRules } from '../../rules/setup-rules.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { compareNodes } from '../matrix/compare-nodes.ts';
import { evaluatePair, type PairJudgement, predictHandshake } from '../matrix/evaluate-pair.ts';
import { dialAsContext } from '../scan/dial-as-context.ts';
import { buildReport, isUnreachable, ScanFault, type ScanOptions, summaryWith } from '../scan/scan.ts';
import type { ScannedEndpoint } from '../scan/scanner.ts';
import { type ScanRun, survey } from '../scan/survey.ts';
import { findCause } from './find-cause.ts';
import type { JoinMember } from './join-view.ts';
import { joinerOfSetup, transportOf } from './joiner-of-setup.ts';
import { logReport } from './log-report.ts';
import { logVerdict } from './log-verdict.ts';
import { ownAndOthers } from './own-target.ts';
import { seedTargets } from './seed-targets.ts';
import { withCause } from './with-cause.ts';

/** How a node that does not join is looked at. Trust and client certificate are those of its files, where there are any. */
export type JoinOptions = ScanOptions & {
  /** Its files, read. */
  readonly setup?: Setup | null;
  /**
   * Reads its files once more, as this release does. Asked where the release of `setup` is not known, so that it was taken for one of 8 or later, and the cluster turns out
   * to be of 7, whose defaults and checks are others.
   */
  readonly setupOfRelease?: (release: string) => Promise<Setup | null>;
  /** Where the node itself listens, as others reach it. */
  readonly nodes?: readonly Target[];
  /** The nodes that it is to join. Absent: those that its files name; without files, `nodes` are compared with one another. */
  readonly members?: readonly Target[];
  /** What its log, or that of a node that refuses it, says. */
  readonly log?: LogReading;
  /** When handclasp scanned the node that wrote the log, and from where: what that left in it is nobody's failure. */
  readonly scans?: readonly OwnScan[];
};

/**
 * Why a node does not join its cluster: from its files, from outside, from a log, or from all of them. The report's `cause` is the one thing to fix first, `ruledOut` what was looked at
 * before it and is well.
 *
 * @throws UsageError where an anchor is no certificate; ScanFault where handclasp itself failed.
 */
export async function diagnoseJoin({ setupOfRelease, ...options }: JoinOptions): Promise<Report> {
  const first = await diagnose(options);
  const release = options.setup?.version === null ? releaseOf7(first.report) : null;
  const setup = release === null || setupOfRelease === undefined ? null : await setupOfRelease(release);
  const { report, fault } = setup === null ? first : await diagnose({ ...options, setup });
  if (fault !== null) throw new ScanFault(fault.target, fault.cause, report);
  return report;
}

/** Of a cluster of 7; null where none shows. */
function releaseOf7({ endpoints }: Report): string | null {
  return endpoints.map(({ service }) => service.version).find((version) => version !== null && /^7\.\d+\.\d+$/.test(version)) ?? null;
}

type Diagnosis = { readonly report: Report; readonly fault: ScanRun['faults'][number] | null };

async function diagnose({
  setup = null,
  nodes = [],
  members,
  log,
  scans = [],
  ...options
}: Omit<JoinOptions, 'setupOfRelease'>): Promise<Diagnosis> {
  const startedAt = new Date();
  const seeds = setup === null ? { targets: [], unreadable: [] } : seedTargets(setup);
  const dialled = members ?? seeds.targets;
  const { own, others } = setup !== null && nodes.length === 0 ? ownAndOthers(setup, dialled) : { own: null, others: dialled };
  const named: Named = { setup, nodes: own === null ? nodes : [own], others, split: members !== undefined || setup !== null };
  const at = options.at ?? startedAt;
  const asked = await look(named, { ...options, at, depth: options.depth ?? 'quick' });
  const { surveyed, view } =
    options.depth === undefined && isUnsettled(asked.view) ? await look(named, { ...options, at, depth: 'standard' }) : asked;
  const examined = [...view.own, ...view.members];
  const deployment = options.deployment ?? examined[0]?.endpoint.deployment.type ?? 'self';
  const judged =
    setup === null
      ? { findings: [], unknown: [], reported: new Map() }
      : judgeSetup(setupRules, await gatherSetupEvidence(setup, { at, deployment, met: metBy(view), expiresInMs: options.expiresInMs }));
  const read = withoutOwnScans(log ?? emptyLog, scans);
  const logged = logVerdict(read.log, { asked: setup?.facts.nodeName ?? null, nodeHosts: hostsOf(view, setup) });
  const { ruledOut, ...found } = findCause({
    ...view,
    setup,
    setupFindings: judged.findings,
    reported: judged.reported,
    log: logged,
    deployment,
    product: examined.some(({ evidence }) => evidence.observation.service.product === 'opensearch') ? 'opensearch' : null,
  });
  const { cause, findings } = withCause(found, judged.findings, setup);
  const { done, faults } = surveyed;
  const report = buildReport(
    // That its own port is closed says no more than that it does not run; nobody asked for it.
    surveyed.targets.flatMap((target) =>
      (done.get(target) ?? []).flatMap(({ endpoint }) => (target === own && isUnreachable(endpoint) ? [] : [endpoint])),
    ),
    { startedAt, partial: done.size + faults.length < surveyed.targets.length },
  );
  const whole: Report = {
    ...report,
    pairs: [...view.towards, ...view.back].map(pairReport),
    findings,
    unknown: [
      ...judged.unknown,
      ...seeds.unreadable.map((reason) => unknownOf({ id: 'seed-host-unreachable' }, reason)),
      ...untold(view, setup).filter(({ rule }) => rule !== cause?.rule),
    ],
    cause,
    ruledOut,
    ...(log === undefined ? {} : { log: logReport(logged, read.own) }),
    summary: summaryWith(report, findings),
  };
  return { report: whole, fault: faults[0] ?? null };
}

/** Where nodes are, by files and targets. */
function hostsOf({ own, members }: View, setup: Setup | null): readonly string[] {
  const seen = [...own, ...members].flatMap(({ evidence: { observation } }) => [observation.target.host, observation.address ?? []].flat());
  return [...seen, ...(setup === null ? [] : [...setup.facts.seedHosts, ...setup.facts.transportPublishHosts].map(withoutPort))];
}

function withoutPort(host: string): string {
  return host.replace(/(?<=^[^:]+|\]):\d+(?:-\d+)?$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** Who is looked at, and as what. */
type Named = {
  readonly setup: Setup | null;
  readonly nodes: readonly Target[];
  readonly others: readonly Target[];
  /** It is known who is to join whom. */
  readonly split: boolean;
};

type Looking = ScanOptions & { readonly at: Date };

async function look(named: Named, options: Looking): Promise<{ readonly surveyed: ScanRun; readonly view: View }> {
  const { setup, nodes, others } = named;
  const surveyed = await survey([...nodes, ...others], { ...options, names: true, ...asTheNode(setup) });
  const seen = (targets: readonly Target[]) => targets.flatMap((target) => surveyed.done.get(target) ?? []);
  const own = seen(nodes);
  const rest = seen(surveyed.targets.filter((target) => !nodes.includes(target)));
  // A node that lets its own certificate in says who it is.
  const isItself = ({ evidence }: ScannedEndpoint) => {
    const { nodeName } = evidence.observation.service;
    return nodeName !== null && nodeName === setup?.facts.nodeName;
  };
  const view = await viewOf(
    named,
    [...own, ...rest.filter(isItself)],
    rest.filter((one) => !isItself(one)),
    options,
  );
  return { surveyed, view };
}

/** What two hellos show of versions and suites mostly settles whether there are some in common; where not, all are asked for, at the price of some lines in the logs of the nodes. */
function isUnsettled({ towards, back }: View): boolean {
  const judgements = [...towards, ...back];
  const isOfHello = (id: string) => id === 'no-common-cipher' || id === 'no-common-protocol';
  if (judgements.some(({ findings }) => findings.some(({ rule }) => isOfHello(rule.id)))) return false;
  return judgements.some(({ outcomes }) => outcomes.some(({ rule, outcome }) => outcome.kind === 'unknown' && isOfHello(rule.id)));
}

function asTheNode(setup: Setup | null): Partial<ScanOptions> {
  const context = setup === null || !setup.facts.securityEnabled.value ? undefined : transportOf(setup);
  return context?.enabled.value ? dialAsContext(context) : {};
}

type View = {
  readonly joiner: Peer | null;
  readonly own: readonly ScannedEndpoint[];
  readonly members: readonly JoinMember[];
  readonly towards: readonly PairJudgement[];
  readonly back: readonly PairJudgement[];
  /** As `towards` and `back`, with the certificate that its port really shows, where that is another than that of its files. */
  readonly served: readonly PairJudgement[];
};

async function viewOf(
  { setup, split }: Named,
  own: readonly ScannedEndpoint[],
  others: readonly ScannedEndpoint[],
  options: Looking,
): Promise<View> {
  const { at, signal } = options;
  const context = setup === null ? undefined : transportOf(setup);
  const given = context?.identities[0]?.chain[0] ?? leafOf(options);
  const all = labelled([...own, ...others]);
  const known = unique([
    ...all.flatMap(({ evidence }) => [...evidence.chain, ...evidence.anchors]),
    ...(context?.trust.anchors.map(({ certificate }) => certificate) ?? []),
    ...(context?.identities.flatMap(({ chain }) => chain) ?? []),
  ]);
  const peerOf = ({ evidence, label }: Labelled) => peerOfEvidence(evidence, label, given);
  const isOwn = ({ endpoint }: Labelled) => own.some((one) => one.endpoint === endpoint);
  const newcomer = split ? all.find(isOwn) : await standingOut(all, { ...options, known });
  const joiner = (setup === null ? null : joinerOfSetup(setup)) ?? (newcomer === undefined ? null : peerOf(newcomer));
  const members = all
    .filter((one) => one !== newcomer && !(split && isOwn(one)))
    .map((one): JoinMember => ({ ...one, peer: asDialled(peerOf(one), setup, one) }));
  if (joiner === null) return { joiner, own, members, towards: [], back: [], served: [] };
  const memo = new Map<string, Promise<Acceptance>>();
  const judge = async (from: Peer, to: Peer) =>
    evaluatePair(joinRules, await predictHandshake(from, to, { at, known, memo, ...(signal === undefined ? {} : { signal }) }));
  const open = members.filter(({ evidence }) => evidence.observation.reachability.kind === 'open');
  // Trust and modes are those of its files, read at the same time; only the certificate is another.
  const old = all
    .filter(isOwn)
    .flatMap(({ evidence: { chain } }) =>
      setup !== null && chain.length > 0 && chain[0]?.sha256 !== joiner.chain[0]?.sha256 ? [{ ...joiner, chain }] : [],
    );
  const nodes = open.filter(({ peer }) => peer.speaks !== 'http');
  return {
    joiner,
    own,
    members,
    towards: await Promise.all(open.map(({ peer }) => judge(joiner, peer))),
    back: await Promise.all(nodes.map(({ peer }) => judge(peer, joiner))),
    served: await Promise.all(old.flatMap((shown) => nodes.flatMap(({ peer }) => [judge(shown, peer), judge(peer, shown)]))),
  };
}

/** The user's own certificate, where it is not the node's. */
function leafOf({ identity }: Looking): Certificate | null {
  const [der] = identity?.chain ?? [];
  const leaf = der === undefined ? null : parseCertificate(der);
  return leaf?.kind === 'certificate' ? leaf.certificate : null;
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
  { at, known, deployment = 'self', signal }: Looking & { readonly known: readonly Certificate[] },
): Promise<Labelled | undefined> {
  if (all.length < 2) return undefined;
  const { matrix } = await compareNodes(
    all.map(({ evidence }) => evidence),
    { at, known, deployment, ...(signal === undefined ? {} : { signal }) },
  );
  const [first] = matrix.differs;
  return all.find(({ label }) => label === first?.node);
}

type Labelled = ScannedEndpoint & { readonly label: string };

/** Targets, with the address where a name was seen at several. */
function labelled(examined: readonly ScannedEndpoint[]): readonly Labelled[] {
  return examined.map((one) => {
    const { target, address } = one.endpoint;
    const shared = examined.filter(({ endpoint }) => endpoint.target === target).length > 1;
    return { ...one, label: shared && address !== null ? `${target} (${address})` : target };
  });
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()];
}

function metBy({ members, own }: View): readonly ObservedConnection[] {
  return [
    ...own.map(({ evidence, endpoint }): ObservedConnection => ({ written: endpoint.target, as: 'own-port', evidence })),
    ...members.map(({ evidence, endpoint }): ObservedConnection => ({ written: endpoint.target, as: 'seed-host', evidence })),
  ];
}

function pairReport({ encounter: { from, to }, verdict, rule, detail, byVerification }: PairJudgement): PairReport {
  return { from: from.label, to: to.label, verdict, rule: rule?.id ?? null, detail, byVerification };
}

/** What the way into the cluster needed, and did not show. */
function untold({ towards, back, joiner, members, own }: View, setup: Setup | null): readonly Unknown[] {
  const closed = own.filter(({ endpoint }) => isUnreachable(endpoint)).map(({ endpoint }) => endpoint.target);
  const absent = closed.map((node) => unknownOf({ id: 'seed-host-unreachable' }, { code: 'own-port-closed', node }));
  const open = [...towards, ...back].flatMap(({ verdict, rule, detail, encounter: { from, to } }) =>
    verdict === 'unknown' && !(setup === null && [from.label, to.label].some((label) => closed.includes(label)))
      ? [unknownOf({ id: rule?.id ?? 'trust-unknown-issuer' }, { code: 'pair-undecided', from: from.label, to: to.label, detail })]
      : [],
  );
  const unpublished =
    setup !== null && joiner !== null && joiner.dialledBy.length === 0 && joiner.security === 'tls'
      ? [unknownOf({ id: 'san-publish-address-missing' }, { code: 'published-address-left-to-machine' })]
      : [];
  const nameless = members.filter(({ peer }) => peer.speaks === 'transport' && peer.clusterName === null);
  const names =
    nameless.length > 0
      ? [unknownOf({ id: 'cluster-name-mismatch' }, { code: 'cluster-name-kept', nodes: nameless.map(({ label }) => label) })]
      : [];
  return [...absent, ...open, ...unpublished, ...names];
}
