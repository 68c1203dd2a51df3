import { hasAlternativeNames } from '../../model/certificate-names.ts';
import { namesText } from '../../wording/names-text.ts';
import { judgeName } from '../framework/judge-name.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the certificate knows the name or address under which the outside reaches the endpoint. */
export const sanNatOrPublicAddress: EndpointRule = {
  id: 'san-nat-or-public-address',
  title: 'Certificate lacks the outside name',
  severity: 'high',
  channels: ['http', 'kibana', 'remote-cluster'],
  requirement:
    'The certificate has the name or address by which clients outside reach the endpoint. Where another cause is known, its own rule reports it: san-ip-as-dns, san-cn-only-name, san-wildcard-scope, san-localhost-only, san-stale-after-move.',
  impact: 'Connections from inside work. Every client that comes through the load balancer or NAT refuses the certificate.',
  fix: reissue('that also has the name of the load balancer, or the NAT address, in subjectAltName', {
    after: (context) =>
      context.product === 'elasticsearch'
        ? [
            advice(
              at('node'),
              'Before a first start with auto-configuration, set http.publish_host: auto-configuration writes it into the certificate.',
            ),
          ]
        : [],
    eck: subjectAltNames,
  }),
  source: 'elastic/elasticsearch issues 81313 and 81747; Elastic docs: ECK, HTTP TLS settings',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) => {
    if (evidence.observation.vantage === 'inside') return { kind: 'not-applicable' };
    return judgeName(evidence, (leaf, name) => {
      if (name.kind === 'match') return { kind: 'pass' };
      if (!hasAlternativeNames(evidence.names)) return { kind: 'not-applicable' };
      const reported = evidence.mismatch;
      if (reported !== 'outside-name' && reported !== 'name-missing' && reported !== 'address-missing') return { kind: 'pass' };
      if (evidence.observation.vantage === null) {
        return { kind: 'unknown', because: { code: 'outside-name-not-declared' } };
      }
      return {
        kind: 'finding',
        message: `Outside, clients connect to ${name.name}, but the certificate is for ${namesText(evidence.names)}.`,
        facts: { name: name.name, subject: leaf.subject },
      };
    });
  },
};
