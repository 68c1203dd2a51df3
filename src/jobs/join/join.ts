import { gatherSetupEvidence } from '../../evidence/gather-setup-evidence.ts';
import { type OwnScan, withoutOwnScans } from '../../logs/own-scans.ts';
import { emptyLog, type LogReading } from '../../logs/read-log.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Unknown } from '../../model/finding.ts';
import type { LogReport } from '../../model/join-report.ts';
import { isUnreachable } from '../../model/reachability.ts';
import type { Report } from '../../model/report.ts';
import type { Setup } from '../../model/setup.ts';
import type { ObservedConnection } from '../../model/setup-evidence.ts';
import type { Target } from '../../model/target.ts';
import { unknownOf } from '../../rules/framework/ask-rule.ts';
import { judgeSetup } from '../../rules/framework/judge-setup.ts';
import { setupRules } from '../../rules/setup-rules.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { pairReport } from '../matrix/pair-report.ts';
import { buildReport, ScanFault, type ScanOptions, summaryWith } from '../scan/scan.ts';
import type { ScanRun } from '../scan/survey.ts';
import { type BothSides, isUnsettled, lookAtBothSides, type SidesNamed } from './both-sides.ts';
import type { CollectedCause } from './collected-causes.ts';
import { findCause } from './find-cause.ts';
import { anchorsOf } from './joiner-of-setup.ts';
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
  /** Connect to nobody: what was read is all there is. */
  readonly offline?: boolean;
  /** What an archive holds of the node. */
  readonly collected?: readonly CollectedCause[];
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
  offline = false,
  collected = [],
  ...options
}: Omit<JoinOptions, 'setupOfRelease'>): Promise<Diagnosis> {
  const startedAt = new Date();
  const seeds = setup === null || offline ? { targets: [], unreadable: [] } : seedTargets(setup);
  const connected = members ?? seeds.targets;
  const { own, others } =
    setup !== null && nodes.length === 0 && !offline ? ownAndOthers(setup, connected) : { own: null, others: connected };
  const named: SidesNamed = { setup, nodes: own === null ? nodes : [own], others, split: members !== undefined || setup !== null };
  const at = options.at ?? startedAt;
  const asked = await lookAtBothSides(named, { ...options, at, depth: options.depth ?? 'quick' });
  const { surveyed, view } =
    options.depth === undefined && isUnsettled(asked.view) ? await lookAtBothSides(named, { ...options, at, depth: 'standard' }) : asked;
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
    known: [...given(options), ...anchorsOf(setup), ...examined.flatMap(({ evidence: { chain } }) => chain)],
    log: logged,
    collected,
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
      ...undetermined(view, setup).filter(({ rule }) => rule !== cause?.rule),
    ],
    diagnosed: {
      product: 'node',
      name: setup === null ? (view.joiner?.label ?? null) : setup.facts.nodeName,
      directory: setup?.directory ?? null,
    },
    cause,
    ruledOut,
    ...(log === undefined ? {} : { log: withoutCause(logReport(logged, read.own), cause) }),
    summary: summaryWith(report, findings),
  };
  return { report: whole, fault: faults[0] ?? null };
}

/** The certificates that the user gave as CAs; one that cannot be read tells nothing. */
function given({ anchors = [] }: Pick<ScanOptions, 'anchors'>): readonly Certificate[] {
  return anchors.flatMap((der) => {
    const parsed = parseCertificate(der);
    return parsed.kind === 'certificate' ? [parsed.certificate] : [];
  });
}

/** What the cause says is not said again. */
function withoutCause(report: LogReport, cause: Report['cause']): LogReport {
  const line = cause?.evidence.connection === undefined ? null : (cause.logged?.line ?? null);
  return { ...report, remarks: report.remarks.filter((one) => one.kind !== 'other-connection' || one.line !== line) };
}

/** Where nodes are, by files and targets. */
function hostsOf({ own, members }: BothSides, setup: Setup | null): readonly string[] {
  const seen = [...own, ...members].flatMap(({ evidence: { observation } }) => [observation.target.host, observation.address ?? []].flat());
  return [...seen, ...(setup === null ? [] : [...setup.facts.seedHosts, ...setup.facts.transportPublishHosts].map(withoutPort))];
}

function withoutPort(host: string): string {
  return host.replace(/(?<=^[^:]+|\]):\d+(?:-\d+)?$/, '').replace(/^\[(.*)\]$/, '$1');
}

function metBy({ members, own }: BothSides): readonly ObservedConnection[] {
  return [
    ...own.map(({ evidence, endpoint }): ObservedConnection => ({ written: endpoint.target, as: 'own-port', evidence })),
    ...members.map(({ evidence, endpoint }): ObservedConnection => ({ written: endpoint.target, as: 'seed-host', evidence })),
  ];
}

/** What the way into the cluster needed, and did not show. */
function undetermined({ towards, back, joiner, members, own }: BothSides, setup: Setup | null): readonly Unknown[] {
  const closed = own.filter(({ endpoint }) => isUnreachable(endpoint)).map(({ endpoint }) => endpoint.target);
  const absent = closed.map((node) => unknownOf({ id: 'seed-host-unreachable' }, { code: 'own-port-closed', node }));
  const open = [...towards, ...back].flatMap(({ verdict, rule, because: why, handshake: { from, to } }) =>
    verdict === 'unknown' && !(setup === null && [from.label, to.label].some((label) => closed.includes(label)))
      ? [unknownOf({ id: rule?.id ?? 'trust-unknown-issuer' }, { code: 'pair-undecided', from: from.label, to: to.label, why })]
      : [],
  );
  const unpublished =
    setup !== null && joiner !== null && joiner.namesConnectedTo.length === 0 && joiner.security === 'tls'
      ? [unknownOf({ id: 'san-publish-address-missing' }, { code: 'published-address-left-to-machine' })]
      : [];
  const nameless = members.filter(({ peer }) => peer.speaks === 'transport' && peer.clusterName === null);
  const names =
    nameless.length > 0
      ? [unknownOf({ id: 'cluster-name-mismatch' }, { code: 'cluster-name-kept', nodes: nameless.map(({ label }) => label) })]
      : [];
  return [...absent, ...open, ...unpublished, ...names];
}
