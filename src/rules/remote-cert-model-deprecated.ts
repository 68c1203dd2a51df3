import type { Rule } from './rule.ts';

/** Whether remote clusters are dialled in the way that is on its way out. */
export const remoteCertModelDeprecated: Rule = {
  id: 'remote-cert-model-deprecated',
  title: 'Remote cluster connected by certificates',
  severity: 'low',
  channels: ['http'],
  holds:
    'From 9.0 on, remote clusters are connected with API keys (port 9443) rather than by certificates at the transport port. Judged where the REST API was asked (GET _remote/info).',
  why: 'The certificate model is deprecated. It makes each cluster trust the transport CA of the other, whose nodes then may join and act as any user; an API key is for what it names alone.',
  remedy: {
    self: 'On the remote cluster set remote_cluster_server.enabled: true; make a cross-cluster API key there (POST /_security/cross_cluster/api_key); put it into the keystore of each node that dials as cluster.remote.<alias>.credentials, and let seeds or proxy_address name port 9443. Then take the CA of the other side out of the transport trust.',
    eck: 'Set spec.remoteClusterServer.enabled: true on the remote cluster, and apiKey in remoteClusters of the one that dials.',
    ece: 'Connect the deployments anew with an API key, on the Security page of the one that dials.',
    ech: 'Connect the deployments anew with an API key, on the Security page of the one that dials.',
    serverless: 'A serverless project has no remote clusters.',
    openSearch: 'Nothing to do: OpenSearch knows certificates alone between clusters.',
  },
  source: 'Elastic docs: add remote clusters using TLS certificate authentication',
  judge: ({ api }) => {
    const own = api?.own ?? null;
    if (own === null) return { kind: 'not-applicable' };
    const { remotes, self } = own;
    switch (remotes.kind) {
      case 'absent':
        return { kind: 'not-applicable' };
      case 'refused':
        return { kind: 'unknown', because: `_remote/info could not be had: ${remotes.because}` };
      case 'told':
        break;
    }
    const byCertificate = remotes.value.filter(({ apiKey }) => !apiKey);
    if (byCertificate.length === 0) return { kind: 'pass' };
    const version = self.kind === 'told' ? self.value.version : null;
    if (version === null) return { kind: 'unknown', because: 'the release of the node, which decides, did not show' };
    if (Number(version.split('.')[0]) < 9) return { kind: 'pass' };
    const aliases = byCertificate.map(({ alias }) => alias);
    return {
      kind: 'finding',
      message: `${aliases.length === 1 ? 'The remote cluster' : 'The remote clusters'} ${aliases.slice(0, 6).join(', ')}${aliases.length > 6 ? ` and ${aliases.length - 6} more` : ''} ${aliases.length === 1 ? 'is' : 'are'} dialled by certificate, and the node is of release ${version}.`,
      facts: { aliases, version },
    };
  },
};
