import type { Channel } from '../../model/channel.ts';
import { decidingPeers, type PeerModel } from '../../model/deciding-peers.ts';

/** Whoever connects to such a port, as the subject of a sentence in the plural. */
export function allClients(channel: Channel): string {
  switch (channel) {
    case 'transport':
      return 'other nodes';
    case 'remote-cluster':
      return 'nodes of other clusters';
    case 'http':
      return 'Kibana and other clients';
    case 'kibana':
      return 'browsers and other clients';
    case 'unknown':
      return 'clients';
  }
}

/** Those of them that these models stand for; null for none. */
export function clientsOf(channel: Channel, models: readonly PeerModel[]): string | null {
  if (models.length === 0) return null;
  const deciding = decidingPeers[channel];
  if (deciding.every((model) => models.includes(model)) || !deciding.includes('node')) return allClients(channel);
  if (!models.includes('node')) return 'Java clients';
  return channel === 'http' ? 'Kibana and clients with OpenSSL' : 'clients with OpenSSL';
}
