import { setImmediate } from 'node:timers/promises';
import type { HelloId } from '../../../hellos/recorded-hello.ts';
import type { EndpointEvidence } from '../../../model/evidence.ts';
import type { HandshakePrediction } from '../../../model/handshake-prediction.ts';
import type { UpgradePairReport, UpgradeReport, UpgradeTarget } from '../../../model/upgrade-report.ts';
import { anchorsAtHand } from './presumed-anchors.ts';
import { type Client, likelyToday, type PairOptions, type Server, upgradePair } from './upgrade-pairs.ts';
import { isBroken } from './upgrade-requirements.ts';
import { observedServer, runtimesToday, runtimeTitle, targetRuntimes, uniqueNodes } from './upgrade-sides.ts';
import { upgradeSteps } from './upgrade-steps.ts';

/** Clients that connect to HTTP and to Kibana, and stay as they are: Beats and Elastic Agent, scripts, Logstash. */
const clients: readonly HelloId[] = ['go', 'python-openssl3.0', 'python-openssl3.5', 'jdk17', 'jdk25'];

export type UpgradeOptions = {
  readonly target: UpgradeTarget;
  readonly at: Date;
  readonly labelOf: (evidence: EndpointEvidence) => string;
  readonly signal?: AbortSignal;
};

/** Whether an upgrade breaks a handshake: each pair before, during and after it, from what the servers showed. */
export async function foretellUpgrade(
  all: readonly EndpointEvidence[],
  { target, at, labelOf, signal }: UpgradeOptions,
): Promise<UpgradeReport> {
  const { jdks, nodes } = targetRuntimes(target);
  const servers = all.map((evidence) => ({
    evidence,
    server: serverOf(evidence, labelOf(evidence), evidence.observation.channel === 'kibana' ? nodes : jdks),
  }));
  const of = (...channels: readonly string[]) =>
    servers.filter(({ evidence }) => channels.includes(evidence.observation.channel)).map(({ server }) => server);
  const [transport, http, kibanas] = [of('transport'), of('http'), of('kibana')];
  const options: PairOptions = {
    at,
    atHand: anchorsAtHand(all),
    memo: new Map<string, Promise<HandshakePrediction>>(),
    ...(signal === undefined ? {} : { signal }),
  };
  const asked: (readonly [Client, Server, UpgradePairReport['kind']])[] = [
    ...transport.flatMap((from) =>
      transport.flatMap((to) => (from === to ? [] : [[{ kind: 'node', server: from }, to, 'node-to-node'] as const])),
    ),
    ...kibanaClients(kibanas, http, nodes).flatMap((from) => http.map((to) => [from, to, 'kibana-to-node'] as const)),
    ...clients.flatMap((hello) => http.map((to) => [{ kind: 'client', hello }, to, 'client-to-node'] as const)),
    ...clients.flatMap((hello) => kibanas.map((to) => [{ kind: 'client', hello }, to, 'client-to-kibana'] as const)),
  ];
  const pairs: UpgradePairReport[] = [];
  for (const [from, to, kind] of asked) {
    pairs.push(await upgradePair(from, to, kind, options));
    if (pairs.length % 32 === 0) await setImmediate();
  }
  const verdict = pairs.some((pair) => isBroken(pair))
    ? 'not-ready'
    : pairs.length === 0 || pairs.some((one) => one.verdict === 'unknown')
      ? 'undetermined'
      : 'ready';
  return {
    target: { ...target, runtimes: [...new Set([...jdks, ...nodes].map(runtimeTitle))] },
    verdict,
    pairs,
    steps: upgradeSteps(pairs, target),
  };
}

function serverOf(evidence: EndpointEvidence, label: string, target: Server['later']): Server {
  const observed = observedServer(evidence);
  const today = likelyToday(observed, runtimesToday(evidence));
  const { clientAuth } = evidence;
  return {
    label,
    observed,
    today,
    later: target.length === 0 ? today : target,
    clientAuthentication: clientAuth.kind === 'seen' ? clientAuth.weakest : 'unknown',
  };
}

/** Each Kibana that was named; else one, of the release of Elasticsearch. */
function kibanaClients(kibanas: readonly Server[], http: readonly Server[], nodes: Server['later']): readonly Client[] {
  const seen = kibanas.map(
    ({ label, today }): Client => ({ kind: 'kibana', label: `Kibana ${label}`, today, later: nodes.length === 0 ? today : nodes }),
  );
  if (seen.length > 0 || http.length === 0) return seen;
  const today = uniqueNodes(['20', '22.17', '22.20']);
  return [{ kind: 'kibana', label: 'Kibana', today, later: nodes.length === 0 ? today : nodes }];
}
