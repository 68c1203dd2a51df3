import type { SetupRule } from '../rule.ts';
import { filesRemedy } from './files-remedy.ts';
import { remoteClusters } from './remote-clusters.ts';
import { setupCase } from './setup-cases.ts';

/** Whether remote clusters are logged in to by API keys. */
export const remoteCertModelDeprecated: SetupRule = {
  id: 'remote-cert-model-deprecated',
  title: 'Remote cluster by certificates',
  severity: 'low',
  channels: ['remote-cluster', 'transport'],
  products: ['elasticsearch'],
  holds: 'From 9.0 on remote clusters are dialled with API keys.',
  why: 'Trust by certificates is deprecated: it opens all of transport to the other cluster, where an API key opens what it names.',
  remedy: filesRemedy(
    'Make an API key for cross-cluster use there, store it here (bin/elasticsearch-keystore add cluster.remote.NAME.credentials), let cluster.remote.NAME name port 9443, and restart; then take the CA of the other cluster out of the trust of transport.',
    'Use spec.remoteClusters[].apiKey and spec.remoteClusterServer.enabled.',
  ),
  source: 'Elastic docs: remote clusters with certificates; migrate to API keys',
  judge: ({ setup }) =>
    remoteClusters(setup, (clusters) => {
      const major = Number(/^\d+/.exec(setup.version ?? '')?.[0] ?? Number.NaN);
      if (major < 9) return { kind: 'not-applicable' };
      const byCertificate = clusters.filter(({ apiKey }) => !apiKey);
      if (byCertificate.length === 0) return { kind: 'pass' };
      if (Number.isNaN(major)) return { kind: 'unknown', because: 'the release is not known' };
      return {
        kind: 'findings',
        cases: byCertificate.map(({ alias, place }) =>
          setupCase({
            message: `The remote cluster ${alias} has no API key: it is dialled with certificates.`,
            places: [place],
            facts: { remoteCluster: alias },
          }),
        ),
      };
    }),
};
