import { listed } from '../../wording/listed.ts';
import { labelsOf, sameMachine } from '../facts/cluster-members.ts';
import { redirectsToHttps } from '../facts/redirects-to-https.ts';
import type { Cluster, ClusterRule, Member } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformHttp } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

const close = advice(
  at('network'),
  'Find out what listens at the port without TLS: a proxy, a load balancer, or a second instance. Change it so that it only redirects to https (in nginx, return 301 https://$host$request_uri;), or close the port to all but loopback. Change the clients that use it to https first.',
);

/** Whether a service that has TLS answers without it as well, at another port of the host. */
export const plainListenerBesideTls: ClusterRule = {
  id: 'plain-listener-beside-tls',
  title: 'A second port serves the same without TLS',
  severity: 'medium',
  channels: ['http', 'kibana'],
  requirement:
    'A host that serves Elasticsearch or Kibana with TLS at one port does not serve the same product in the clear at another one. A port that only redirects to https is fine. Both ports have to be among those that were checked.',
  impact:
    'Clients that use the port without TLS send passwords and data in the clear, and nobody notices, since the port with TLS looks as it should.',
  fix: byDeployment({
    self: () => [close],
    eck: inKubernetes(
      'Find the Service, Ingress or load balancer that forwards plain HTTP to the pods, and delete it, or have it redirect to https. The Services of the operator have TLS unless spec.http.tls.selfSignedCertificate.disabled is true.',
    ),
    ...platformHttp,
    ece: () => [
      advice(
        at('platform'),
        'Elastic Cloud Enterprise listens without TLS on 9200, 9300, 12300 and 12400, beside 9243, 9343 and 12343, 12443 with TLS: close the first ones to all but the hosts of the platform.',
      ),
    ],
  }),
  source: 'Elastic docs: networking prerequisites (Elastic Cloud Enterprise)',
  judge: (cluster) => {
    const secured = membersWith(cluster, 'tls');
    const plain = membersWith(cluster, 'plaintext').filter(hasContent);
    const pairs = plain.flatMap((open) => {
      const beside = secured.find((one) => isSameProduct(one, open) && isSameHost(one, open));
      return beside === undefined ? [] : [{ open, beside }];
    });
    if (pairs.length === 0) return { kind: secured.length === 0 ? 'not-applicable' : 'pass' };
    return {
      kind: 'finding',
      subjects: labelsOf(pairs.map(({ open }) => open)),
      message: `${listed(pairs.map(({ open, beside }) => `${open.label} serves over plain HTTP what ${beside.label} serves with TLS`))}.`,
      facts: { ports: pairs.map(({ open, beside }) => ({ plain: open.label, tls: beside.label })) },
    };
  },
};

function membersWith({ endpoints }: Cluster, security: 'tls' | 'plaintext'): readonly Member[] {
  return endpoints.filter(({ evidence: { observation } }) => {
    const { channel, service } = observation;
    return (channel === 'http' || channel === 'kibana') && service.security === security;
  });
}

function hasContent({ evidence }: Member): boolean {
  const { application } = evidence.observation.service;
  return application?.kind === 'http' && !redirectsToHttps(application.answer);
}

function isSameProduct(a: Member, b: Member): boolean {
  const { product } = a.evidence.observation.service;
  return product !== null && product === b.evidence.observation.service.product;
}

function isSameHost(a: Member, b: Member): boolean {
  return sameMachine(a, b) || a.evidence.observation.target.host === b.evidence.observation.target.host;
}
