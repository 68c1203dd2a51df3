import { ownChainFault } from '../../../evidence/handshake/own-chain.ts';
import {
  type ChainJudge,
  type HandshakeClient,
  type HandshakeServer,
  predictHandshake,
} from '../../../evidence/handshake/predict-handshake.ts';
import { verifierOf } from '../../../evidence/handshake/runtimes.ts';
import type { ServerOffer } from '../../../evidence/handshake/server-offer.ts';
import type { HelloId } from '../../../hellos/recorded-hello.ts';
import { helloOf } from '../../../hellos/recorded-hellos.ts';
import type { Certificate } from '../../../model/certificate.ts';
import type { HandshakeGap, HandshakePrediction } from '../../../model/handshake-prediction.ts';
import type { UpgradePairReport } from '../../../model/upgrade-report.ts';
import { anchorsFor } from './presumed-anchors.ts';
import {
  helloIdOf,
  nodeAsClient,
  type ObservedServer,
  type Runtime,
  runtimeTitle,
  serverOn,
  serverToday,
  sourceOf,
} from './upgrade-sides.ts';
import { agreed, type Outcome, stageReport, verdictOf } from './upgrade-stages.ts';

/** A server that was seen, and what it may run on. */
export type Server = {
  readonly label: string;
  readonly observed: ObservedServer | HandshakeGap;
  readonly today: readonly Runtime[];
  /** Those of today where it is not upgraded. */
  readonly later: readonly Runtime[];
  /** Nodes among themselves show certificates; to others a client certificate is nothing that was seen. */
  readonly clientAuthentication: 'none' | 'optional' | 'required' | 'unknown';
};

/** Whoever connects: another node, Kibana, or a client that stays as it is. */
export type Client =
  | { readonly kind: 'node'; readonly server: Server }
  | { readonly kind: 'kibana'; readonly label: string; readonly today: readonly Runtime[]; readonly later: readonly Runtime[] }
  | { readonly kind: 'client'; readonly hello: HelloId };

export type PairOptions = {
  readonly at: Date;
  readonly atHand: readonly Certificate[];
  readonly memo: Map<string, Promise<HandshakePrediction>>;
  readonly signal?: AbortSignal;
};

/** A handshake at each stage of the upgrade. */
export async function upgradePair(
  client: Client,
  server: Server,
  kind: UpgradePairReport['kind'],
  options: PairOptions,
): Promise<UpgradePairReport> {
  const from = runtimesOf(client);
  const stage = async (clients: 'today' | 'later', servers: 'today' | 'later') => {
    const outcomes: Outcome[] = [];
    for (const c of from[clients])
      for (const s of server[servers])
        outcomes.push({ on: onWhat(from, c, s), prediction: await meet(client, c, server, s, servers, options) });
    return stageReport(agreed(outcomes));
  };
  const before = await stage('today', 'today');
  const after = await stage('later', 'later');
  const isUpgraded = client.kind !== 'client' && from.later !== from.today;
  const [fromFirst, toFirst] = isUpgraded ? [await stage('later', 'today'), await stage('today', 'later')] : [undefined, undefined];
  const stages = { before, after, ...(fromFirst === undefined || toFirst === undefined ? {} : { fromFirst, toFirst }) };
  // Nodes are upgraded one by one, so that both come about; Elasticsearch is upgraded before Kibana.
  const ways = kind === 'node-to-node' ? [fromFirst, toFirst] : kind === 'kibana-to-node' ? [toFirst] : [];
  const titles = (runtimes: readonly Runtime[]) => runtimes.map(runtimeTitle);
  const sides = client.kind === 'client' ? [helloOf(client.hello).title] : null;
  const concerned = [...server.later, ...(client.kind === 'node' ? client.server.later : [])];
  return {
    kind,
    from: client.kind === 'client' ? helloOf(client.hello).title : client.kind === 'node' ? client.server.label : client.label,
    to: server.label,
    runtimes: {
      from: { before: sides ?? titles(from.today.flatMap(runtimeOnly)), after: sides ?? titles(from.later.flatMap(runtimeOnly)) },
      to: { before: titles(server.today), after: titles(server.later) },
    },
    ...stages,
    ...verdictOf(
      stages,
      ways.flatMap((way) => way ?? []),
    ),
    bySource: [
      ...new Set([
        ...concerned.flatMap((runtime) => sourceOf(runtime) ?? []),
        ...(client.kind === 'client' && helloOf(client.hello).from === 'source' ? [helloOf(client.hello).source] : []),
      ]),
    ],
  };
}

/** Those of today that could have shown us this chain: a server that holds it back, or does not load it, would not have. */
export function likelyToday(observed: ObservedServer | HandshakeGap, runtimes: readonly Runtime[]): readonly Runtime[] {
  if ('code' in observed) return runtimes;
  const { signatureSchemes } = helloOf('node24');
  const likely = runtimes.filter((runtime) => ownChainFault(serverToday(observed, runtime), signatureSchemes) === null);
  return likely.length > 0 ? likely : runtimes;
}

type Side = Runtime | { readonly kind: 'hello'; readonly hello: HelloId };

function runtimesOf(client: Client): { readonly today: readonly Side[]; readonly later: readonly Side[] } {
  if (client.kind === 'client') {
    const only: readonly Side[] = [{ kind: 'hello', hello: client.hello }];
    return { today: only, later: only };
  }
  return client.kind === 'node' ? client.server : client;
}

function runtimeOnly(side: Side): readonly Runtime[] {
  return side.kind === 'hello' ? [] : [side];
}

function onWhat(from: { readonly today: readonly Side[] }, client: Side, server: Runtime): string {
  return client.kind === 'hello' || from.today.length === 1 ? runtimeTitle(server) : `${runtimeTitle(client)} to ${runtimeTitle(server)}`;
}

async function meet(
  client: Client,
  side: Side,
  server: Server,
  runtime: Runtime,
  when: 'today' | 'later',
  options: PairOptions,
): Promise<HandshakePrediction> {
  const { observed } = server;
  if ('code' in observed) return { kind: 'unknown', because: observed };
  const offer = when === 'today' ? serverToday(observed, runtime) : serverOn(observed, runtime);
  const id = side.kind === 'hello' ? side.hello : helloIdOf(side);
  const node = client.kind === 'node' ? client.server.observed : null;
  if (node !== null && 'code' in node) return { kind: 'unknown', because: node };
  const hello = node !== null && side.kind === 'jdk' ? nodeAsClient(node, side) : helloOf(id);
  const key = [
    id,
    hello.cipherSuites.length,
    hello.groups.length,
    hello.versions,
    JSON.stringify({ ...offer, chain: shas(offer.chain) }),
    node === null ? '' : shas(node.offer.chain),
  ].join(' ');
  const known = options.memo.get(key);
  if (known !== undefined) return known;
  const judged = judge({ hello, verifier: verifierOf(id), name: null, chain: node?.offer.chain ?? [], anchors: null }, offer, {
    server,
    options,
    asNode: node !== null,
    runtime,
  });
  options.memo.set(key, judged);
  return judged;
}

async function judge(
  client: HandshakeClient,
  offer: ServerOffer,
  {
    server,
    options,
    asNode,
    runtime,
  }: { readonly server: Server; readonly options: PairOptions; readonly asNode: boolean; readonly runtime: Runtime },
): Promise<HandshakePrediction> {
  const { at, atHand, signal } = options;
  const when = { at, ...(signal === undefined ? {} : { signal }) };
  const anchors = anchorsFor(offer.chain, atHand);
  const judging: ChainJudge = { verifier: verifierOf(helloIdOf(runtime)), anchors: asNode ? anchorsFor(client.chain, atHand) : null };
  const { clientAuthentication } = server;
  const clients: HandshakeServer['clients'] =
    asNode && clientAuthentication !== 'none' ? { ...judging, mode: clientAuthentication === 'required' ? 'required' : 'optional' } : null;
  const prediction = await predictHandshake({ ...client, anchors }, { ...offer, clients }, when);
  if (prediction.kind !== 'completes' || (anchors !== null && (clients === null || judging.anchors !== null))) return prediction;
  const top = (anchors === null ? offer.chain : client.chain).at(-1);
  return { kind: 'unknown', because: { code: 'issuer-not-at-hand', issuer: top?.issuer ?? '' } };
}

function shas(chain: readonly Certificate[]): string {
  return chain.map(({ sha256 }) => sha256).join(',');
}
