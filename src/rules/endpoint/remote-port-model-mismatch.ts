import type { RemoteConnection } from '../../model/api-facts.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { remoteClustersByApiKey } from '../remedies/kubernetes.ts';
import { inConsole, onPlatform, platformTransport } from '../remedies/platforms.ts';
import { seedsByApi } from '../remedies/remote-cluster.ts';
import { setting } from '../remedies/settings-edit.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether nodes connect to a remote cluster at the port that fits how they prove who they are. */
export const remotePortModelMismatch: EndpointRule = {
  id: 'remote-port-model-mismatch',
  title: 'Remote cluster is connected at the wrong port',
  severity: 'high',
  channels: ['transport', 'remote-cluster', 'unknown'],
  requirement:
    'A remote cluster with an API key is reached at its remote cluster server (9443), one with certificates at its transport port (9300). This is checked for the ports that GET _remote/info lists as not connected.',
  impact:
    "The two ports use the same protocol and accept different callers. The transport port requires a certificate of its cluster's CA, the other one an API key. At the wrong port the connection fails with misleading TLS errors.",
  fix: byDeployment({
    self: (context) => [
      setting(
        context,
        'every-node',
        `Name the port for API keys in the cluster that connects: remote_cluster.port, 9443 by default. Without an API key in its keystore, name the transport port, 9300. ${seedsByApi}`,
        {
          [`cluster.remote.${context.found.remoteCluster ?? 'REMOTE'}.seeds`]: ['HOST:9443'],
        },
      ),
      ...rollingRestart(context),
    ],
    eck: remoteClustersByApiKey,
    ece: onPlatform(
      'For a deployment on the platform, use the proxy address that its Security page shows: port 9443 with an API key, 9400 with certificates.',
    ),
    ech: inConsole(
      'For a hosted deployment, use the proxy address that its Security page shows: port 9443 with an API key, 9400 with certificates.',
    ),
    serverless: platformTransport.serverless,
    openSearch: (context) => [
      setting(context, 'every-node', 'Name the transport port. OpenSearch connects clusters at no other port.', {
        'cluster.remote.REMOTE.seeds': ['HOST:9300'],
      }),
      ...rollingRestart(context),
    ],
  }),
  source: 'Elastic docs: troubleshoot remote clusters',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const connected = (evidence.api?.remoteConnections ?? []).filter(({ connected }) => !connected);
    const [first] = connected;
    if (first === undefined) return { kind: 'not-applicable' };
    return judgeModel(evidence, first);
  },
};

function judgeModel({ observation, asksClients }: EndpointEvidence, { by, alias, apiKey }: RemoteConnection): Outcome {
  const facts = { dialledBy: by, alias, apiKey };
  if (asksClients === 'unknown') return { kind: 'unknown', because: { code: 'remote-port-model-unclear', by } };
  if (apiKey && asksClients === 'yes') {
    return {
      kind: 'finding',
      message: `${by} tries to connect to it as the remote cluster ${alias} with an API key, and is not connected: the port asks for a client certificate, as a transport port does. A remote cluster server asks for none.`,
      facts,
    };
  }
  if (!apiKey && asksClients === 'no' && (observation.channel === 'remote-cluster' || observation.target.port === 9443)) {
    return {
      kind: 'finding',
      message: `${by} tries to connect to it as the remote cluster ${alias} with certificates, and is not connected: the port asks for none, as a remote cluster server does. That server requires an API key.`,
      facts,
    };
  }
  return { kind: 'pass' };
}
