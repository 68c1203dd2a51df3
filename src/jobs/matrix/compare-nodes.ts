import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Unknown } from '../../model/finding.ts';
import type { Acceptance, Peer, PeerHandshake } from '../../model/peer-handshake.ts';
import type { ClusterFinding, MatrixReport, PairReport } from '../../model/report.ts';
import { sameName } from '../../model/same-name.ts';
import { severities } from '../../model/severity.ts';
import { clusterRules } from '../../rules/cluster-rules.ts';
import { rotationOf, topIssuer } from '../../rules/facts/rotation.ts';
import { judgeCluster } from '../../rules/framework/judge-cluster.ts';
import type { Member } from '../../rules/framework/rule.ts';
import { pairRules } from '../../rules/pair-rules.ts';
import { contextOfMembers } from '../../rules/remedies/context-of-members.ts';
import { signedBy } from '../../x509/signature.ts';
import { differingNodes } from './differing-nodes.ts';
import { endpointLabels } from './endpoint-labels.ts';
import { evaluatePair, type PairJudgement, predictHandshake } from './evaluate-pair.ts';
import { type ContextAt, foundByPart, pairFinding } from './pair-findings.ts';
import { pairReport } from './pair-report.ts';
import { faultFinder } from './trust-at-fault.ts';

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
  const handshakes: PeerHandshake[] = [];
  for (const from of peers) {
    for (const to of peers) if (from !== to) handshakes.push(await predictHandshake(from, to, { ...options, known, memo }));
  }
  const judgements = handshakes.map((handshake) => evaluatePair(pairRules, handshake));
  const inCluster = judgeCluster(clusterRules, { endpoints, handshakes }, options.deployment);
  const reported = new Set(clusterRules.map(({ id }) => id));
  const contextAt: ContextAt = (subjects) =>
    contextOfMembers(endpoints, { channel: 'transport', subjects, deployment: options.deployment });
  const faultOf = faultFinder(peers);
  const found = pairRules.flatMap((rule) => foundByPart(rule, judgements, faultOf));
  const fromPairs = found.flatMap((one) => (reported.has(one.rule.id) ? [] : [pairFinding(one, contextAt)]));
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
      differs: differingNodes(found),
      rotation: rotation === null ? null : { old: rotation.old, new: rotation.new, nextStep: rotation.nextStep },
    },
  };
}

function labelled(evidence: readonly EndpointEvidence[], known: readonly Certificate[]): readonly Member[] {
  const labelOf = endpointLabels(evidence);
  return evidence.map((one) => ({ label: labelOf(one), evidence: one, issuerKey: issuerKeyOf(one, known) }));
}

function issuerKeyOf({ chain, issuer }: EndpointEvidence, known: readonly Certificate[]): string | null {
  const [leaf] = chain;
  if (issuer !== null || leaf === undefined) return issuer?.spkiSha256 ?? null;
  return known.find((one) => sameName(one.subject, leaf.issuer) && signedBy(leaf, one) === true)?.spkiSha256 ?? null;
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()];
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
