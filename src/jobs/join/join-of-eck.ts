import { peersOfEck } from '../../evidence/peers/peers-of-eck.ts';
import type { AcceptingOptions } from '../../evidence/peers/predict-acceptance.ts';
import type { EckCluster } from '../../model/eck.ts';
import { someNamed } from '../../model/name-list.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import type { Report } from '../../model/report.ts';
import { UsageError } from '../../model/usage-error.ts';
import { joinRules } from '../../rules/join-rules.ts';
import { evaluatePair, type PairJudgement, predictHandshake } from '../matrix/evaluate-pair.ts';
import { pairReport } from '../matrix/pair-report.ts';
import { judgeEck, kubernetesReport } from '../ready/judge-eck.ts';
import { buildReport, summaryWith } from '../scan/scan.ts';
import { findCause } from './find-cause.ts';
import { withCause } from './with-cause.ts';

export type EckJoinOptions = {
  /** The pod that does not join; null: the one that most of the others refuse, or are refused by. */
  readonly pod: string | null;
  /** The instant that dates are judged at. */
  readonly at: Date;
  readonly expiresInMs?: number;
  readonly signal?: AbortSignal;
};

/**
 * Why a pod of Elastic Cloud on Kubernetes does not join, from resources and secrets alone: each pod has the certificate and the CAs that the operator put into its transport secret.
 * Nothing is connected to. What a pod that was not restarted, or did not read its secret, really serves is not seen.
 *
 * @throws UsageError where no secret tells of that pod, or of two
 */
export async function diagnoseJoinOfEck(cluster: EckCluster, { pod, at, expiresInMs, signal }: EckJoinOptions): Promise<Report> {
  const startedAt = new Date();
  const peers = peersOfEck(cluster);
  const names = peers.map(({ label }) => label);
  const where = `${cluster.namespace}/${cluster.name}`;
  if (pod !== null && !names.includes(pod))
    throw new UsageError(
      'no-target',
      `${where} has no certificate of a pod ${pod}`,
      names.length === 0 ? secretsNeeded : `it has ${someNamed(names, 8)}`,
    );
  if (peers.length < 2) throw new UsageError('no-target', `${where} has certificates of ${names[0] ?? 'no pod'} alone`, secretsNeeded);
  const judged = await judgeEck(cluster, { at, expiresInMs });
  const known = cluster.secrets.flatMap(({ certificates }) => Object.values(certificates).flat());
  const options: AcceptingOptions = { at, known, ...(signal === undefined ? {} : { signal }) };
  const joiner = peers.find(({ label }) => label === pod) ?? (await mostRefused(peers, options));
  const others = peers.filter((one) => one !== joiner);
  const judge = async (from: Peer, to: Peer) => evaluatePair(joinRules, await predictHandshake(from, to, options));
  const towards: PairJudgement[] = [];
  const back: PairJudgement[] = [];
  for (const other of others) {
    towards.push(await judge(joiner, other));
    back.push(await judge(other, joiner));
  }
  const { ruledOut, ...found } = findCause({
    ...{ joiner, setup: null, setupFindings: judged.findings, reported: new Map(), own: [], members: [], towards, back, served: [] },
    known,
    log: { open: [], isOutside: () => false },
    collected: [],
    deployment: 'eck',
    product: null,
  });
  const { cause, findings } = withCause(found, judged.findings, null);
  const report = buildReport([], { startedAt, partial: false });
  return {
    ...report,
    pairs: [...towards, ...back].map(pairReport),
    findings,
    unknown: judged.unknown,
    diagnosed: { product: 'node', name: joiner.label, directory: null },
    cause,
    ruledOut,
    kubernetes: [kubernetesReport(cluster)],
    summary: summaryWith(report, findings),
  };
}

const secretsNeeded = 'give secrets with their data: kubectl get elasticsearch,kibana,secret,pod -o json, of an account that may read them';

/** By how many of the ways to and from it fail; of those that are alike the first. */
async function mostRefused(peers: readonly Peer[], options: AcceptingOptions): Promise<Peer> {
  const failures = new Map<Peer, number>(peers.map((peer) => [peer, 0]));
  for (const from of peers) {
    for (const to of peers) {
      if (from === to) continue;
      const { verdict } = evaluatePair(joinRules, await predictHandshake(from, to, options));
      if (verdict === 'refused') for (const peer of [from, to]) failures.set(peer, (failures.get(peer) ?? 0) + 1);
    }
  }
  return [...failures].sort(([, a], [, b]) => b - a)[0]?.[0] ?? (peers[0] as Peer);
}
