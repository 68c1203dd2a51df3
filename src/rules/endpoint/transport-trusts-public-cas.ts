import { judgeAuthorities, manyAuthorities, trustNotShown } from '../facts/authorities-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { nameOwnTrust } from '../remedies/authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { layerOf } from '../remedies/layer.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the trust of the transport layer is the cluster's own, or the world's. */
export const transportTrustsPublicCas: EndpointRule = {
  id: 'transport-trusts-public-cas',
  title: 'Transport trusts public CAs',
  severity: 'critical',
  channels: ['transport'],
  requirement: 'The transport port does not trust CAs that issue to the public.',
  impact: 'Whoever gets a certificate for client authentication from any of these CAs, for any name, can connect as a node does.',
  fix: byDeployment({
    self: (context) => [
      advice(
        at('every-node'),
        `If neither ${layerOf(context).authorities} nor ${layerOf(context).truststore} is set, the node trusts what the JVM trusts, public CAs included.`,
      ),
      ...nameOwnTrust(context),
      ...rollingRestart(context),
    ],
    eck: inKubernetes(
      'Remove public CAs from the ConfigMap that spec.transport.tls.certificateAuthorities names, and overrides of xpack.security.transport.ssl.* from spec.nodeSets[].config. Let the operator issue the certificates, or name a CA of your own in spec.transport.tls.certificate.secretName.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      advice(
        at('every-node'),
        'Keep only the CA of the cluster in the file that plugins.security.ssl.transport.pemtrustedcas_filepath (or truststore_filepath) names.',
      ),
      ...rollingRestart(context),
      advice(
        at('every-node'),
        'Until then, only plugins.security.nodes_dn tells nodes from other clients: it must list the subjects of the nodes, with no wildcard that fits a certificate which a public CA issues to someone else.',
      ),
    ],
  }),
  ofNodes: true,
  source: 'Elastic docs: transport certificates from an external CA; Elasticsearch reference: general TLS settings (trust defaults)',
  judge: (evidence) =>
    judgeAuthorities(evidence, trustNotShown, (names) => {
      const known = names.filter(({ publicRoot }) => publicRoot);
      const facts = { authorities: names.length, publicRoots: known.length, some: known.slice(0, 3).map(({ name }) => name) };
      const [first] = known;
      if (first) {
        const rest = known.length > 1 ? ` and ${known.length - 1} more public roots` : '';
        return {
          kind: 'finding',
          message: `The node accepts certificates of ${names.length} CAs, among them ${first.name}${rest}.`,
          facts,
        };
      }
      if (names.length < manyAuthorities) return { kind: 'pass' };
      return {
        kind: 'finding',
        severity: 'high',
        message: `The node accepts certificates of ${names.length} CAs, probably the truststore of a JVM or of a company. None is a root that is known to be public.`,
        facts,
      };
    }),
};
