import type { SetupRule } from '../rule.ts';
import { filesRemedy } from './files-remedy.ts';
import { remoteClusters } from './remote-clusters.ts';
import { setupCase } from './setup-cases.ts';

/** Whether a remote cluster is dialled at the port that fits the way in which it is logged in to. */
export const remotePortModelMismatch: SetupRule = {
  id: 'remote-port-model-mismatch',
  title: 'Remote cluster is dialled at the port of the other model',
  severity: 'high',
  channels: ['remote-cluster', 'transport'],
  products: ['elasticsearch'],
  holds:
    'A remote cluster with an API key (cluster.remote.NAME.credentials) is dialled at its remote cluster server, usually 9443; one without at its transport port, usually 9300.',
  why: 'The two ports have other certificates and other rules: the connection fails with a message on certificates, which sends people looking for a wrong CA.',
  remedy: filesRemedy(
    'With an API key: let cluster.remote.NAME.seeds or proxy_address name port 9443 (remote_cluster.port there). With certificates: name port 9300, and take the entry away: bin/elasticsearch-keystore remove cluster.remote.NAME.credentials. Then restart, or POST _nodes/reload_secure_settings.',
    'With an API key use spec.remoteClusters[].apiKey, and the operator dials the right port; without it leave the key out.',
  ),
  source: 'Elastic docs: troubleshoot remote clusters',
  logLines: [
    'missing authentication credentials for action [cluster:internal/remote_cluster/handshake]',
    'requires channel profile to be [_remote_cluster], but got [default]',
  ],
  judge: ({ setup }) =>
    remoteClusters(setup, (clusters) => {
      const cases = clusters.flatMap(({ alias, addresses, apiKey, place }) =>
        addresses
          .filter((address) => new RegExp(apiKey ? ':9[34]00$' : ':9443$').test(address))
          .map((address) =>
            setupCase({
              message: apiKey
                ? `The remote cluster ${alias} has an API key and is dialled at ${address}, which is usually a transport port.`
                : `The remote cluster ${alias} has no API key here and is dialled at ${address}, which is usually its port for API keys.`,
              // Any port can be set.
              certainty: 'likely',
              places: [place],
              facts: { remoteCluster: alias, address, model: apiKey ? 'api-key' : 'certificate' },
            }),
          ),
      );
      return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
    }),
};
