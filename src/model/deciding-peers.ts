import type { Channel } from './channel.ts';

/** Peers of the stack whose judgement of a chain is known: Node as Kibana has it, and JSSE on the JDKs that Elasticsearch runs on. */
export const peerModels = ['node', 'jsse17', 'jsse25'] as const;
export type PeerModel = (typeof peerModels)[number];

const nodes = ['jsse17', 'jsse25'] as const;

/**
 * Who connects to a port, and so decides whether its certificate is trusted. To transport only nodes connect; to HTTP Kibana, Java clients and, for remote clusters
 * and reindexing, other nodes. Who comes to Kibana, or to a port that did not show what it is, may be any of them. Both JDKs count even where the release of the endpoint is known:
 * it is the peer's JDK that decides. RFC 5280 is nobody's implementation and decides nowhere.
 */
export const decidingPeers: Readonly<Record<Channel, readonly PeerModel[]>> = {
  transport: nodes,
  'remote-cluster': nodes,
  http: peerModels,
  kibana: peerModels,
  unknown: peerModels,
};

const titles: Readonly<Record<PeerModel, readonly [name: string, where: string]>> = {
  node: ['Kibana', ''],
  jsse17: ['Elasticsearch', 'on JDK 17'],
  jsse25: ['Elasticsearch', 'on JDK 25'],
};

/** `Kibana`, `Elasticsearch on JDK 17 and on JDK 25`, with the verb that goes with them: `refuses`, or `refuse` of several. */
export function peersWith(peers: readonly PeerModel[], verb: 'refuse' | 'trust'): string {
  const places = new Map<string, string[]>();
  for (const peer of peers) {
    const [name, where] = titles[peer];
    places.set(name, [...(places.get(name) ?? []), where]);
  }
  const names = Array.from(places, ([name, where]) => `${name} ${where.join(' and ')}`.trim());
  return `${names.join(' and ')} ${verb}${names.length === 1 ? 's' : ''}`;
}
