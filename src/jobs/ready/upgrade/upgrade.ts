import { setImmediate } from 'node:timers/promises';
import { sourceOfBundled } from '../../../elastic/bundled-runtimes.ts';
import type { HelloId } from '../../../hellos/recorded-hello.ts';
import type { EndpointEvidence } from '../../../model/evidence.ts';
import type { HandshakePrediction } from '../../../model/handshake-prediction.ts';
import type { UpgradePairReport, UpgradeReport, UpgradeTarget } from '../../../model/upgrade-report.ts';
import type { GivenSide, GivenSides } from './given-sides.ts';
import { anchorsAtHand } from './presumed-anchors.ts';
import { type Client, likelyToday, type PairOptions, type Server, upgradePair } from './upgrade-pairs.ts';
import { isBroken } from './upgrade-requirements.ts';
import { observedServer, type Runtime, runtimesToday, runtimeTitle, targetRuntimes, uniqueNodes } from './upgrade-sides.ts';
import { upgradeSteps } from './upgrade-steps.ts';

/** Clients that connect to HTTP and to Kibana, and stay as they are: Beats and Elastic Agent, scripts, Logstash. */
const clients: readonly HelloId[] = ['go', 'python-openssl3.0', 'python-openssl3.5', 'jdk17', 'jdk25'];

export type UpgradeOptions = {
  readonly target: UpgradeTarget;
  readonly at: Date;
  readonly labelOf: (evidence: EndpointEvidence) => string;
  /** What files and archives say of those who did not answer, and of what runs behind those who did. */
  readonly given?: GivenSides;
  readonly signal?: AbortSignal;
};

/** Whether an upgrade breaks a handshake: each pair before, during and after it, from what the servers showed. */
export async function foretellUpgrade(
  all: readonly EndpointEvidence[],
  { target, at, labelOf, given = nothingGiven, signal }: UpgradeOptions,
): Promise<UpgradeReport> {
  const { jdks, nodes } = targetRuntimes(target);
  const source = target.release === null ? null : sourceOfBundled(target.release);
  const laterOf = (channel: string) => (channel === 'kibana' ? nodes : jdks);
  const servers = [
    ...all.map((evidence) => {
      const { channel } = evidence.observation;
      return { channel: channel as string, server: serverOf(evidence, labelOf(evidence), laterOf(channel), given.jdkOf(evidence)) };
    }),
    ...given.servers.map(({ channel, today, ...side }) => {
      const later = laterOf(channel);
      return { channel: channel as string, server: { ...side, today, later: later.length === 0 ? today : later } };
    }),
  ];
  const of = (wanted: GivenSide['channel']) => servers.filter(({ channel }) => channel === wanted).map(({ server }) => server);
  const [transport, http, kibanas] = [of('transport'), of('http'), of('kibana')];
  const options: PairOptions = {
    at,
    atHand: anchorsAtHand(all, given.anchors),
    memo: new Map<string, Promise<HandshakePrediction>>(),
    ...(signal === undefined ? {} : { signal }),
  };
  const asked: (readonly [Client, Server, UpgradePairReport['kind']])[] = [
    ...transport.flatMap((from) =>
      transport.flatMap((to) => (from === to ? [] : [[{ kind: 'node', server: from }, to, 'node-to-node'] as const])),
    ),
    ...kibanaClients(kibanas, given.kibanas, http, nodes).flatMap((from) => http.map((to) => [from, to, 'kibana-to-node'] as const)),
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
    target: {
      ...target,
      runtimes: [...new Set([...jdks, ...nodes].map(runtimeTitle))],
      ...(source === null ? {} : { source }),
    },
    verdict,
    pairs,
    steps: upgradeSteps(pairs, target),
  };
}

function serverOf(evidence: EndpointEvidence, label: string, target: Server['later'], told: Runtime | null): Server {
  const observed = observedServer(evidence);
  const today = told === null ? likelyToday(observed, runtimesToday(evidence)) : [told];
  const { clientAuth } = evidence;
  return {
    label,
    observed,
    today,
    later: target.length === 0 ? today : target,
    clientAuthentication: clientAuth.kind === 'seen' ? clientAuth.weakest : 'unknown',
  };
}

/** Each Kibana that was named, or whose files or archive are there; else one, of the release of Elasticsearch. */
function kibanaClients(
  kibanas: readonly Server[],
  given: GivenSides['kibanas'],
  http: readonly Server[],
  nodes: Server['later'],
): readonly Client[] {
  const upgraded = (today: Server['today']) => ({ today, later: nodes.length === 0 ? today : nodes });
  const seen = [
    ...kibanas.map(({ label, today }): Client => ({ kind: 'kibana', label: `Kibana ${label}`, ...upgraded(today) })),
    ...given.map(({ label, today }): Client => ({ kind: 'kibana', label: `Kibana ${label}`, ...upgraded(today) })),
  ];
  if (seen.length > 0 || http.length === 0) return seen;
  return [{ kind: 'kibana', label: 'Kibana', ...upgraded(uniqueNodes(['20', '22.17', '22.20'])) }];
}

const nothingGiven: GivenSides = { servers: [], kibanas: [], anchors: [], jdkOf: () => null };
