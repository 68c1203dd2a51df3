import { platformTransport } from '../platform-owned.ts';
import type { PairRule } from '../rule.ts';

/** Whether two nodes are of one cluster by name. */
export const clusterNameMismatch: PairRule = {
  id: 'cluster-name-mismatch',
  title: 'Another cluster name',
  severity: 'high',
  channels: ['transport'],
  under: 'any',
  holds: 'A node and those that it is to join have the same cluster.name.',
  why: 'TLS succeeds, and then the node is sent away for the name of its cluster. The name shows without credentials only on nodes without security.',
  remedy: {
    self: 'Set cluster.name in elasticsearch.yml of the newcomer to that of the cluster and restart it; empty its data directory first if it has formed a cluster of its own.',
    eck: 'The operator sets cluster.name: take it out of spec.nodeSets[].config.',
    ...platformTransport,
    openSearch: 'Set cluster.name in opensearch.yml of the newcomer to that of the cluster and restart it.',
  },
  source: 'elastic/elasticsearch: TransportService.handshake; measured on 8.19.21',
  logLines: ['does not match local cluster name', 'handshake failed'],
  judge: ({ from, to }) => {
    if (from.clusterName === null || to.clusterName === null) return { kind: 'not-applicable' };
    if (from.clusterName === to.clusterName) return { kind: 'pass' };
    return {
      kind: 'finding',
      message: `${from.label} is of the cluster ${from.clusterName}, and ${to.label} of ${to.clusterName}.`,
      facts: { [from.label]: from.clusterName, [to.label]: to.clusterName },
    };
  },
};
