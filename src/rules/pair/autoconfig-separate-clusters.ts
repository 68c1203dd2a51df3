import { judgeRefusal } from '../facts/judge-refusal.ts';
import type { PairRule } from '../framework/rule.ts';
import { enroll } from '../remedies/authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** The name that every node gives to the transport CA which it makes at its first start. */
const autoconfigAuthority = /^CN=Elasticsearch security auto-configuration transport CA$/i;

/** Whether nodes that configured themselves did so together. */
export const autoconfigSeparateClusters: PairRule = {
  id: 'autoconfig-separate-clusters',
  title: 'Each node auto-configured its own cluster',
  severity: 'critical',
  channels: ['transport'],
  under: 'any',
  requirement: 'Nodes with an auto-configured transport CA were enrolled into one cluster, so that all have the same CA.',
  impact:
    'A node that is started alone creates a CA and a cluster of its own. These CAs have the same name and different keys, so nodes that are later pointed at each other look right and refuse each other.',
  fix: byDeployment({
    self: enroll,
    eck: inKubernetes(
      'The operator configures nodes itself: look for a custom image or an initContainer that starts Elasticsearch before the operator has configured it.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      advice(at('node'), 'OpenSearch does not configure itself like this: the certificate was made by another product.'),
      ...issueAndPlace({ ...context, issuer: { name: null, madeBy: null } }, { what: 'from the CA of the cluster' }),
    ],
  }),
  source: 'Elastic docs: security certificates and keys; elastic/elasticsearch: AutoConfigureNode',
  judge: (handshake) => {
    const outcome = judgeRefusal(handshake, ['lookalike-ca'], { blames: 'nobody' });
    if (outcome.kind !== 'finding') return outcome;
    return isAutoconfigured(outcome.facts?.authority) ? outcome : { kind: 'pass' };
  },
};

/** Whether a CA bears that name. */
export function isAutoconfigured(authority: string | undefined): boolean {
  return authority !== undefined && autoconfigAuthority.test(authority);
}
