import { judgeAuthorities, trustNotShown } from '../facts/authorities-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { layerOf, prefixOf } from '../remedies/layer.ts';
import { alwaysChecksPeers } from '../remedies/opensearch.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the transport port checks the certificates that it demands. */
export const transportVerificationNone: EndpointRule = {
  id: 'transport-verification-none',
  title: 'Transport accepts any client certificate',
  severity: 'critical',
  channels: ['transport'],
  requirement: 'The transport port verifies the certificates of its peers.',
  impact:
    'Anyone can create a certificate and connect with it. A client without one is refused, so the port looks protected. The node does not verify the servers that it connects to either.',
  fix: byDeployment({
    self: (context) => [
      setting(
        context,
        'every-node',
        'Check the certificates of peers. If every certificate has all names of its node, set full instead of certificate.',
        {
          [`${prefixOf(context)}.verification_mode`]: 'certificate',
        },
      ),
      advice(
        at('every-node'),
        `Make sure that ${layerOf(context).authorities} or ${layerOf(context).truststore} names the CA of the cluster, and nothing else.`,
      ),
      ...rollingRestart(context),
    ],
    eck: inKubernetes('Delete xpack.security.transport.ssl.verification_mode from spec.nodeSets[].config: the operator sets certificate.'),
    ...platformTransport,
    openSearch: alwaysChecksPeers,
  }),
  ofNodes: true,
  source: 'Elasticsearch reference: transport TLS/SSL settings (xpack.security.transport.ssl.verification_mode)',
  judge: (evidence) => {
    const { selfSignedAnswer: answered } = evidence.observation;
    return judgeAuthorities(evidence, trustNotShown, (names) => {
      if (answered === 'accepted') {
        return {
          kind: 'finding',
          message: 'Confirmed: the node accepted a certificate that handclasp had just created.',
          facts: { stranger: answered, authorities: names.length },
          certainty: 'proven',
        };
      }
      if (names.length > 0 || answered === 'refused') return { kind: 'pass' };
      return {
        kind: 'finding',
        message:
          'It requires a certificate and names no CA that should have signed it, as a node with verification_mode none does. A self-signed certificate would confirm it (--try-self-signed), but none was tried.',
        facts: { stranger: answered, authorities: 0 },
        certainty: 'likely',
      };
    });
  },
};
