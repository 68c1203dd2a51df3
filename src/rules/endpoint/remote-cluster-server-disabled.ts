import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { remoteClustersByApiKey } from '../remedies/kubernetes.ts';
import { platformTransport } from '../remedies/platforms.ts';
import { remoteClusterServer } from '../remedies/remote-cluster.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the remote cluster server that another cluster connects to is there. */
export const remoteClusterServerDisabled: EndpointRule = {
  id: 'remote-cluster-server-disabled',
  title: 'Remote cluster server is not listening',
  severity: 'medium',
  channels: ['transport', 'remote-cluster', 'unknown'],
  requirement:
    'The remote cluster server listens at the port that another cluster connects to with an API key. This is checked for the ports that GET _remote/info lists.',
  impact:
    'The remote cluster server is off by default, and listens only on loopback where no network host is set. Cross-cluster search and replication fail. Where skip_unavailable is true, searches leave the cluster out without an error.',
  fix: byDeployment({
    self: (context) => [
      ...remoteClusterServer(context),
      advice(
        at('every-node'),
        'In the cluster that connects, name remote-ca.crt in xpack.security.remote_cluster_client.ssl.certificate_authorities, and restart one node after the other.',
      ),
    ],
    eck: () => remoteClustersByApiKey().slice(0, 1),
    ...platformTransport,
    openSearch: (context) => [
      setting(context, 'every-node', 'Name the transport port. OpenSearch connects clusters at no other port.', {
        'cluster.remote.REMOTE.seeds': ['HOST:9300'],
      }),
      ...rollingRestart(context),
    ],
  }),
  source: 'Elastic docs: connect remote clusters with API keys; troubleshoot remote clusters',
  judge: ({ api, observation }) => {
    const remote = (api?.remoteConnections ?? []).find(({ apiKey }) => apiKey);
    if (remote === undefined) return { kind: 'not-applicable' };
    const { by, alias, connected } = remote;
    const { reachability } = observation;
    switch (reachability.kind) {
      case 'open':
        return { kind: 'pass' };
      case 'refused':
        return {
          kind: 'finding',
          message: `${by} connects to it as the remote cluster ${alias} with an API key, and nothing listens there.`,
          facts: { dialledBy: by, alias, connected },
        };
      case 'timeout':
      case 'unreachable':
      case 'unresolved':
        return { kind: 'unknown', because: { code: 'remote-port-not-reached', by } };
      case 'not-attempted':
        return { kind: 'unknown', because: { code: 'not-reached', reachability } };
    }
  },
};
