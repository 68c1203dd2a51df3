import { platformTransport } from './platform-owned.ts';
import type { Rule } from './rule.ts';
import { unreachedText } from './shortfall-text.ts';

/** Whether the remote cluster server that another cluster dials is there. */
export const remoteClusterServerDisabled: Rule = {
  id: 'remote-cluster-server-disabled',
  title: 'Remote cluster server does not listen',
  severity: 'medium',
  channels: ['transport', 'remote-cluster', 'unknown'],
  holds:
    'Something listens at the port at which another cluster dials this one with an API key. Judged at ports that a node whose REST API was asked names in GET _remote/info.',
  why: 'The remote cluster server is off by default, and listens on loopback alone where no network host is set: cross-cluster search and replication fail, or leave the cluster out in silence where skip_unavailable is true.',
  remedy: {
    self: 'On each node of the remote cluster set remote_cluster_server.enabled: true, with remote_cluster.host where network.host is not set, and its certificate under xpack.security.remote_cluster_server.ssl; restart one node after the other, and open port 9443 to the cluster that dials.',
    eck: 'Set spec.remoteClusterServer.enabled: true on the remote cluster.',
    ...platformTransport,
    openSearch:
      'OpenSearch has no such server: its clusters connect at the transport port (9300), which cluster.remote.<alias>.seeds should name.',
  },
  source: 'Elastic docs: connect remote clusters with API keys; troubleshoot remote clusters',
  logLines: ['connect_exception'],
  judge: ({ api, observation }) => {
    const dialled = (api?.dialledAsRemote ?? []).find(({ apiKey }) => apiKey);
    if (dialled === undefined) return { kind: 'not-applicable' };
    const { by, alias, connected } = dialled;
    const { reachability } = observation;
    switch (reachability.kind) {
      case 'open':
        return { kind: 'pass' };
      case 'refused':
        return {
          kind: 'finding',
          message: `${by} dials it as the remote cluster ${alias} with an API key, and nothing listens there.`,
          facts: { dialledBy: by, alias, connected },
        };
      case 'timeout':
      case 'unreachable':
      case 'unresolved':
        return { kind: 'unknown', because: `the port that ${by} dials could not be reached from here` };
      case 'not-attempted':
        return { kind: 'unknown', because: unreachedText(reachability) };
    }
  },
};
