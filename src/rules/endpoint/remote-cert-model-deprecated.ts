import type { FixContext, FixStep } from '../../model/fix.ts';
import { someNamed } from '../../model/name-list.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { onEveryNode } from '../remedies/enable-tls.ts';
import { remoteClustersByApiKey } from '../remedies/kubernetes.ts';
import { inConsole, onPlatform } from '../remedies/platforms.ts';
import { remoteClusterServer, seedsByApi, trustRemoteClusterServer } from '../remedies/remote-cluster.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at, command } from '../remedies/steps.ts';
import { keystoreAdd, rollingRestart } from '../remedies/tools.ts';

/** Whether nodes connect to remote clusters in the way that is on its way out. */
export const remoteCertModelDeprecated: EndpointRule = {
  id: 'remote-cert-model-deprecated',
  title: 'Remote cluster uses certificates, which is deprecated',
  severity: 'low',
  channels: ['http'],
  requirement:
    'From 9.0 on, remote clusters are connected with API keys (port 9443), not with certificates at the transport port. Checked where the REST API was asked (GET _remote/info).',
  impact:
    'The certificate model is deprecated. It makes each cluster trust the transport CA of the other, whose nodes can then join and act as any user. An API key allows only what it names.',
  fix: byDeployment({
    self: byApiKey,
    eck: remoteClustersByApiKey,
    ece: onPlatform('Connect the deployments with an API key, on the Security page of the one that connects.'),
    ech: inConsole('Connect the deployments with an API key, on the Security page of the one that connects.'),
    serverless: inConsole('A serverless project has no remote clusters: find out which cluster answers at this address, and fix it there.'),
    openSearch: () => [advice(at('every-node'), 'Nothing to do: between clusters, OpenSearch has certificates only.')],
  }),
  source: 'Elastic docs: add remote clusters using TLS certificate authentication',
  judge: ({ api }) => {
    const own = api?.own ?? null;
    if (own === null) return { kind: 'not-applicable' };
    const { remotes, self } = own;
    switch (remotes.kind) {
      case 'absent':
        return { kind: 'not-applicable' };
      case 'refused':
        return { kind: 'unknown', because: { code: 'remotes-refused', why: remotes.because } };
      case 'told':
        break;
    }
    const byCertificate = remotes.value.filter(({ apiKey }) => !apiKey);
    if (byCertificate.length === 0) return { kind: 'pass' };
    const version = self.kind === 'told' ? self.value.version : null;
    if (version === null) return { kind: 'unknown', because: { code: 'node-release-not-shown' } };
    if (Number(version.split('.')[0]) < 9) return { kind: 'pass' };
    const aliases = byCertificate.map(({ alias }) => alias);
    return {
      kind: 'finding',
      message: `${aliases.length === 1 ? 'The remote cluster' : 'The remote clusters'} ${someNamed(aliases, 6)} ${aliases.length === 1 ? 'is' : 'are'} connected with certificates, and the node has release ${version}.`,
      facts: { aliases, version },
    };
  },
};

/** API keys between clusters are there since 8.10, and for production since 8.14. */
function byApiKey(context: FixContext): readonly FixStep[] {
  const [major = 0, minor = 0] = (context.release ?? '').split('.').map(Number);
  if (context.release !== null && (major < 8 || (major === 8 && minor < 14)))
    return [
      advice(
        at('every-node'),
        'Upgrade both clusters to 8.14 or later first: API keys between clusters need it. Until then, keep the certificates.',
      ),
    ];
  return [
    // Of the machines of the other cluster nothing is known.
    ...remoteClusterServer({ ...context, directory: null, packaging: null, home: null }),
    command(
      at('workstation'),
      'Create a cross-cluster API key in the remote cluster. Its answer has the key as "encoded".',
      'curl --cacert CA_CERT -u USER -X POST https://HOST:9200/_security/cross_cluster/api_key -H "Content-Type: application/json" -d \'{"name":"remote","access":{"search":[{"names":["*"]}]}}\'',
    ),
    ...onEveryNode(
      keystoreAdd(
        context,
        'Add that encoded key to the keystore of each node of the cluster that connects.',
        `cluster.remote.${context.found.remoteCluster ?? 'REMOTE'}.credentials`,
      ),
    ),
    ...trustRemoteClusterServer(context),
    setting(context, 'every-node', `Name port 9443 in the cluster that connects. ${seedsByApi}`, {
      [`cluster.remote.${context.found.remoteCluster ?? 'REMOTE'}.seeds`]: ['HOST:9443'],
    }),
    ...rollingRestart(context),
    advice(at('every-node'), 'When the clusters are connected, remove the CA of each from the transport trust of the other.'),
  ];
}
