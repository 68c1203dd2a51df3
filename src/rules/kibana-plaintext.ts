import { isLoopback } from './local-name.ts';
import { judgePlainHttp } from './plain-http.ts';
import { platformHttp } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** Whether Kibana speaks TLS. */
export const kibanaPlaintext: Rule = {
  id: 'kibana-plaintext',
  title: 'Kibana without TLS',
  severity: 'high',
  channels: ['kibana'],
  holds: 'Kibana speaks TLS to browsers, or is reached on loopback alone.',
  why: 'Passwords and session cookies of all users cross the network in the clear. Auto-configuration, which turns TLS on for Elasticsearch, never does so for Kibana.',
  remedy: {
    self: 'Get a certificate for the name that browsers use (bin/elasticsearch-certutil csr --name kibana-server --dns <name>), and set server.ssl.enabled: true, server.ssl.certificate and server.ssl.key in kibana.yml; restart Kibana. Behind a proxy that speaks TLS, set server.host: localhost instead.',
    eck: 'Remove spec.http.tls.selfSignedCertificate.disabled: true from the Kibana resource; the operator then serves its own certificate, or the one that spec.http.tls.certificate.secretName names.',
    ece: 'Use port 9243 of the proxy instead of 9200, and close 9200 in front of the proxies.',
    ech: platformHttp.ech,
    serverless: platformHttp.serverless,
    openSearch:
      'OpenSearch Dashboards: set server.ssl.enabled: true, server.ssl.certificate and server.ssl.key in opensearch_dashboards.yml, and opensearch_security.cookie.secure: true; restart it.',
  },
  source: 'Elastic docs: encrypt traffic between your browser and Kibana',
  particular: true,
  judge: (evidence) =>
    judgePlainHttp(evidence, (answer) => {
      const loopback = isLoopback(evidence.observation.address);
      return {
        kind: 'finding',
        // A proxy with TLS may stand in front of it; nothing shows whether it listens on other addresses, too.
        severity: loopback ? 'info' : 'high',
        message: `It answered a plain HTTP request with status ${answer.status}${loopback ? ', on loopback' : ''}.`,
        facts: { status: answer.status, loopback },
      };
    }),
};
