import { contextsOf } from '../../model/tls-context.ts';
import { remoteClusters } from '../facts/remote-clusters.ts';
import { shownBy } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { addTrust } from '../remedies/place.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether a node can trust the remote clusters that it connects to. */
export const remoteTrustMissing: SetupRule = {
  id: 'remote-trust-missing',
  title: 'CA of a remote cluster is not trusted',
  severity: 'critical',
  channels: ['remote-cluster', 'transport'],
  products: ['elasticsearch'],
  requirement:
    'The trust settings for a remote cluster (transport; with an API key remote_cluster_client) include its CA, or the public roots where one of them issued.',
  impact:
    'The handshake fails, and cross-cluster searches fail with it. With certificates both sides have to trust each other. With an API key it is enough that the connecting side trusts the other.',
  fix: filesFix(
    (context) => [
      ...addTrust(
        { ...context, prefix: null, channel: 'transport', files: { ...context.files, authorities: [], truststore: null } },
        'every-node',
        'CA_CERT',
        'Trust the CA of the other cluster, on both sides.',
      ),
      ...rollingRestart(context),
      advice(
        at('every-node'),
        'To connect with an API key instead, name the CA of the remote cluster server in xpack.security.remote_cluster_client.ssl.certificate_authorities of every node that connects.',
      ),
    ],
    inKubernetes('Add the CA of the other cluster to the ConfigMap of spec.transport.tls.certificateAuthorities, on both sides.'),
  ),
  source: 'Elastic docs: remote clusters with certificates; remote clusters with API keys',
  judge: (evidence) =>
    remoteClusters(evidence.setup, (clusters) => {
      const byCertificate = clusters.filter(({ apiKey }) => !apiKey);
      const [transport] = contextsOf(evidence.setup, 'transport');
      const own = new Set(
        shownBy(evidence, 'transport').flatMap(({ identity: { chain } }) => chain.slice(0, 1).map(({ sha256 }) => sha256)),
      );
      const trust = transport?.trust;
      // Who trusts nothing but its own certificate trusts nobody in another cluster.
      if (
        byCertificate.length > 0 &&
        trust?.kind === 'anchors' &&
        !trust.publicRoots &&
        trust.anchors.length > 0 &&
        trust.anchors.every(({ certificate }) => own.has(certificate.sha256))
      ) {
        return {
          kind: 'findings',
          cases: byCertificate.map(({ alias, place }) =>
            setupCase({
              message: `Transport trusts no certificate but the node's own, and the node connects to the remote cluster ${alias} with certificates.`,
              certainty: 'likely',
              context: transport ?? null,
              places: [trust.place, place],
              facts: { remoteCluster: alias },
            }),
          ),
        };
      }
      const [first] = clusters;
      return {
        kind: 'unknown',
        because: { code: 'remote-ca-not-shown', alias: first?.alias ?? '' },
      };
    }),
};
