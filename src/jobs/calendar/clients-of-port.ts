import type { Channel } from '../../model/channel.ts';
import { decidingPeers, type PeerModel } from '../../model/deciding-peers.ts';
import type { RefusingClients } from '../../model/reasons/calendar-fact.ts';

const all: Readonly<Record<Channel, RefusingClients>> = {
  transport: 'other-nodes',
  'remote-cluster': 'nodes-of-other-clusters',
  http: 'kibana-and-clients',
  kibana: 'browsers-and-clients',
  unknown: 'clients',
};

/** Whoever connects to such a port. */
export function allClients(channel: Channel): RefusingClients {
  return all[channel];
}

/** Those of them that these models stand for; null for none. */
export function clientsOf(channel: Channel, models: readonly PeerModel[]): RefusingClients | null {
  if (models.length === 0) return null;
  const deciding = decidingPeers[channel];
  if (deciding.every((model) => models.includes(model)) || !deciding.includes('node')) return allClients(channel);
  if (!models.includes('node')) return 'java-clients';
  return channel === 'http' ? 'kibana-and-openssl-clients' : 'openssl-clients';
}
