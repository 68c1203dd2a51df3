import type { EndpointRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inConsole, inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

const inFront =
  'Elasticsearch and Kibana choose by their own order and have no setting for it, so another program ends TLS at this port. Let the server choose there: in nginx, ssl_prefer_server_ciphers on.';
const ofElastic = inConsole(
  'Elastic sets the suites and their order: nothing to do, unless something on your path to the endpoint ends TLS.',
);

/** Whether the server, not the client, picks the cipher suite. */
export const serverOrderNotHonoured: EndpointRule = {
  id: 'server-order-not-honoured',
  title: 'The client chooses the cipher suite',
  severity: 'info',
  channels: ['http', 'kibana'],
  requirement:
    'Of the TLS 1.2 cipher suites that both sides have, the server picks the one it prefers. In TLS 1.3 every suite is strong, so the order does not matter. With --depth quick the order is not asked for.',
  impact:
    'Nothing fails. A client that lists a weak suite first gets it, although both sides have a better one. Elasticsearch and Kibana choose by their own order, so a proxy or another program ends TLS at this port.',
  fix: byDeployment({
    self: () => [advice(at('network'), inFront)],
    eck: inKubernetes(`${inFront} On ECK that is an Ingress or a load balancer in front of the Service.`),
    ece: onPlatform(
      `${inFront} The proxies of the platform are set with resetToDefaultTls.sc on a director; then recreate frc-proxies-proxyv2.`,
    ),
    ech: ofElastic,
    serverless: ofElastic,
    openSearch: () => [
      advice(
        at('network'),
        'OpenSearch chooses by its own order, so another program ends TLS at this port. Let the server choose there: in nginx, ssl_prefer_server_ciphers on.',
      ),
    ],
  }),
  source: 'RFC 9325 §4.2.1',
  judge: ({ observation }): Outcome => {
    const { versions, service, details, conversations, unanswered } = observation;
    if (service.security === 'plaintext' || service.security === 'other') return { kind: 'not-applicable' };
    if (versions['TLSv1.2'] === 'rejected') return { kind: 'pass' };
    const suites = details?.cipherSuites?.['TLSv1.2'];
    const gap = suites?.gap ?? unanswered.find(({ topic, version }) => topic === 'cipher-suites' && version === 'TLSv1.2')?.because;
    if (suites?.serverOrder !== false) {
      if (suites?.serverOrder === true) return { kind: 'pass' };
      if (gap != null) return { kind: 'unknown', because: { code: 'suites-cut', versions: [{ version: 'TLSv1.2', gap }] } };
      if (suites === undefined)
        return { kind: 'unknown', because: { code: conversations.length === 0 ? 'no-suite-seen' : 'suites-not-asked' } };
      // One suite has no order.
      return suites.accepted.length < 2 ? { kind: 'pass' } : { kind: 'unknown', because: { code: 'suite-order-not-shown' } };
    }
    return {
      kind: 'finding',
      message: `In TLS 1.2 the server takes whichever of its ${suites.accepted.length} suites the client lists first.`,
      facts: { accepted: suites.accepted },
    };
  },
};
