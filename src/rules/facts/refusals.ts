import { decidingPeers, type PeerModel, peersWith } from '../../model/deciding-peers.ts';
import type { CertificateEvidence, PeerRefusal } from '../../model/evidence.ts';

/** Why those who connect to the port refuse its chain, the most telling reason first; empty where none does, or none was asked. */
export function refusalsOf({ trust, channel }: CertificateEvidence): readonly PeerRefusal[] {
  switch (trust.kind) {
    case 'untrusted': {
      const { others = [], reason, because, at } = trust;
      const elsewhere = new Set(others.flatMap(({ by }) => by));
      return [{ reason, because, at, by: decidingPeers[channel].filter((peer) => !elsewhere.has(peer)) }, ...others];
    }
    case 'peers-differ':
      return trust.refusals;
    case 'trusted':
    case 'not-checked':
      return [];
  }
}

/** `Kibana refuses it`, as a sentence. */
export function refusedBy(peers: readonly PeerModel[]): string {
  return `${peersWith(peers, 'refuse')} it.`;
}
