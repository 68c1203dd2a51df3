import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Unknown } from '../../model/finding.ts';
import type { FixContext } from '../../model/fix.ts';
import type { Acceptance, Peer, PeerHandshake } from '../../model/peer-handshake.ts';
import type { ClusterFinding, MatrixReport, PairReport } from '../../model/report.ts';
import { sameName } from '../../model/same-name.ts';
import { severities } from '../../model/severity.ts';
import { clusterRules } from '../../rules/cluster-rules.ts';
import { rotationOf, topIssuer } from '../../rules/facts/rotation.ts';
import { judgeCluster } from '../../rules/framework/judge-cluster.ts';
import type { Member, PairRule } from '../../rules/framework/rule.ts';
import { pairRules } from '../../rules/pair-rules.ts';
import { contextOfMembers } from '../../rules/remedies/context-of-members.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';
import { signedBy } from '../../x509/signature.ts';
import { evaluatePair, type PairFinding, type PairJudgement, predictHandshake } from './evaluate-pair.ts';

/** What endpoints are compared by. */
export type ComparingOptions = {
  readonly at: Date;
  /** CA certificates that the user gave: they tell of keys, and are trusted by no node for being here. */
  readonly known?: readonly Certificate[];
  /** The leaf of the user's own certificate, where one was offered. */
  readonly given?: Certificate | null;
  readonly deployment: Deployment;
  readonly signal?: AbortSignal;
};

/** All that shows in comparison. Pure: it needs no network. */
export type Comparison = {
  readonly peers: readonly Peer[];
  readonly judgements: readonly PairJudgement[];
  readonly pairs: readonly PairReport[];
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  readonly matrix: MatrixReport;
};

/** Lets every transport endpoint meet every other one, and compares endpoints of all channels. */
export async function compareNodes(evidence: readonly EndpointEvidence[], options: ComparingOptions): Promise<Comparison> {
  const known = unique([...(options.known ?? []), ...evidence.flatMap(({ chain }) => chain)]);
  const endpoints = labelled(evidence, known);
  const nodes = endpoints.filter((member) => member.evidence.observation.channel === 'transport');
  const peers = nodes.map((member) => peerOfEvidence(member.evidence, member.label, options.given ?? null));
  const memo = new Map<string, Promise<Acceptance>>();
  const encounters: PeerHandshake[] = [];
  for (const from of peers) {
    for (const to of peers) if (from !== to) encounters.push(await predictHandshake(from, to, { ...options, known, memo }));
  }
  const judgements = encounters.map((encounter) => evaluatePair(pairRules, encounter));
  const inCluster = judgeCluster(clusterRules, { endpoints, encounters }, options.deployment);
  const told = new Set(clusterRules.map(({ id }) => id));
  const contextAt: ContextAt = (subjects) =>
    contextOfMembers(endpoints, { channel: 'transport', subjects, deployment: options.deployment });
  const fromPairs = pairRules.flatMap((rule) => {
    const finding = told.has(rule.id) ? null : findingOf(rule, judgements, contextAt);
    return finding === null ? [] : [finding];
  });
  const rotation = rotationOf(peers, known);
  return {
    peers,
    judgements,
    pairs: judgements.map(pairReport),
    findings: [...fromPairs, ...inCluster.findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    unknown: inCluster.unknown,
    matrix: {
      nodes: nodes.map(({ label, evidence: { observation } }, index) => ({
        label,
        address: observation.address,
        ...issuerOf(peers[index]),
        trusts: trustsOf(peers[index]),
        stage: rotation?.stages.find((one) => one.label === label)?.stage ?? null,
      })),
      differs: differing(judgements),
      rotation: rotation === null ? null : { old: rotation.old, new: rotation.new, nextStep: rotation.nextStep },
    },
  };
}

/** Targets, with the address where a name was seen at several. */
function labelled(evidence: readonly EndpointEvidence[], known: readonly Certificate[]): readonly Member[] {
  return evidence.map((one) => {
    const { target, address } = one.observation;
    const shared = evidence.filter(({ observation }) => observation.target.label === target.label).length > 1;
    return {
      label: shared && address !== null ? `${target.label} (${address})` : target.label,
      evidence: one,
      issuerKey: issuerKeyOf(one, known),
    };
  });
}

function issuerKeyOf({ chain, issuer }: EndpointEvidence, known: readonly Certificate[]): string | null {
  const [leaf] = chain;
  if (issuer !== null || leaf === undefined) return issuer?.spkiSha256 ?? null;
  return known.find((one) => sameName(one.subject, leaf.issuer) && signedBy(leaf, one) === true)?.spkiSha256 ?? null;
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()];
}

function pairReport({ encounter: { from, to }, verdict, rule, detail, byVerification }: PairJudgement): PairReport {
  return { from: from.label, to: to.label, verdict, rule: rule?.id ?? null, detail, byVerification };
}

function issuerOf(peer: Peer | undefined): { readonly issuer: string | null; readonly authorityKeyId: string | null } {
  const [leaf] = peer?.chain ?? [];
  if (peer === undefined || leaf === undefined) return { issuer: null, authorityKeyId: null };
  const { name, keyId } = topIssuer(peer.chain, leaf);
  return { issuer: name, authorityKeyId: keyId };
}

function trustsOf(peer: Peer | undefined): readonly string[] | null {
  return peer?.trust.kind === 'names' ? peer.trust.names.map(({ name }) => name) : null;
}

/** What a fix for these endpoints is chosen by. */
type ContextAt = (subjects: readonly string[]) => FixContext;

/** Findings of one rule over all pairs, as one on those who stand out. */
function findingOf(rule: PairRule, judgements: readonly PairJudgement[], contextAt: ContextAt): ClusterFinding | null {
  const found = judgements.flatMap(({ encounter, findings }) =>
    findings.flatMap((finding) => (finding.rule.id === rule.id ? [{ encounter, finding }] : [])),
  );
  const [first] = found;
  if (first === undefined) return null;
  // Where names decide, a mode that does not show has the last word.
  const certain = rule.under === 'any' || found.some(({ encounter }) => encounter.from.verification === 'full');
  const subjects = standingOut(found);
  const telling = found.find(({ encounter: { to } }) => subjects.includes(to.label)) ?? first;
  return {
    rule: rule.id,
    severity: certain ? (telling.finding.outcome.severity ?? rule.severity) : 'high',
    title: rule.title,
    detail: certain
      ? telling.finding.outcome.message
      : `Under verification_mode full, which is the default, peers refuse it. ${telling.finding.outcome.message}`,
    evidence: { ...telling.finding.outcome.facts, pairs: found.length },
    ...fixFor(rule.fix, contextAt(subjects)),
    source: rule.source,
    subjects,
  };
}

type Found = { readonly encounter: PeerHandshake; readonly finding: PairFinding };

/** Those to blame; where a pair just does not fit together, those whom it happens to most often. */
function standingOut(found: readonly Found[]): readonly string[] {
  const blamed = found.flatMap(({ encounter, finding: { outcome } }) =>
    outcome.blames === undefined ? [] : [encounter[outcome.blames].label],
  );
  if (blamed.length === found.length) return [...new Set(blamed)];
  const counts = new Map<string, number>();
  for (const { encounter } of found) {
    for (const { label } of [encounter.from, encounter.to]) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].flatMap(([label, count]) => (count === most ? [label] : []));
}

/** Each node that stands out, with the first rule by which it does. */
function differing(judgements: readonly PairJudgement[]): MatrixReport['differs'] {
  const reasons = new Map<string, MatrixReport['differs'][number]>();
  for (const rule of pairRules) {
    const found = judgements.flatMap(({ encounter, findings }) =>
      findings.flatMap((finding) => (finding.rule === rule ? [{ encounter, finding }] : [])),
    );
    if (found.length === 0) continue;
    for (const node of standingOut(found)) {
      if (reasons.has(node)) continue;
      const own = found.find(({ encounter: { to } }) => to.label === node) ?? found.find(({ encounter: { from } }) => from.label === node);
      if (own !== undefined) reasons.set(node, { node, rule: rule.id, because: reasonOf(rule, own, node) });
    }
  }
  return [...reasons.values()];
}

function reasonOf(rule: PairRule, { encounter, finding: { outcome } }: Found, node: string): string {
  const peer = encounter.to.label === node ? encounter.to : encounter.from;
  const issuer = peer.chain[0] === undefined ? 'an unknown CA' : topIssuer(peer.chain, peer.chain[0]).name;
  switch (rule.id) {
    case 'transport-mixed-tls':
      return peer.security === 'plaintext' ? 'it speaks its transport in the clear' : 'it speaks TLS, and the others do not';
    case 'trust-lookalike-ca':
      return `its certificate is from another CA of the same name: ${issuer}`;
    case 'autoconfig-separate-clusters':
      return 'it was auto-configured on its own, with another CA of the same name';
    case 'trust-unknown-issuer':
    case 'client-cert-not-sent':
      return `its certificate is from another CA: ${issuer}`;
    default: {
      // Of a certificate that is at fault by itself, what is wrong with it says more than who refuses it.
      const acceptance = outcome.blames === 'to' ? encounter.server : outcome.blames === 'from' ? encounter.client : null;
      return acceptance?.kind === 'refused' ? `its certificate is refused: ${acceptance.detail}` : outcome.message;
    }
  }
}
