import { isLoopback } from './local-name.ts';
import { asksForPassword, judgePlainHttp } from './plain-http.ts';
import { platformHttp } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** Whether the REST API of Elasticsearch speaks TLS. */
export const httpPlaintext: Rule = {
  id: 'http-plaintext',
  title: 'Elasticsearch HTTP without TLS',
  severity: 'high',
  channels: ['http'],
  holds: 'The HTTP port of Elasticsearch speaks TLS.',
  why: 'User names, passwords, API keys and all data cross the network in the clear, and whoever is on the path can change them.',
  remedy: {
    self: 'Run bin/elasticsearch-certutil http, put its http.p12 into the config directory of each node, set xpack.security.http.ssl.enabled: true and xpack.security.http.ssl.keystore.path: http.p12, store the password (bin/elasticsearch-keystore add xpack.security.http.ssl.keystore.secure_password) and restart one node after the other. Then change elasticsearch.hosts in kibana.yml and the URLs of all clients to https, with elasticsearch-ca.pem as their CA.',
    eck: 'Remove spec.http.tls.selfSignedCertificate.disabled: true from the Elasticsearch resource; the operator then serves its own certificate, or the one that spec.http.tls.certificate.secretName names.',
    ece: 'Use port 9243 of the proxy instead of 9200, and close 9200 in front of the proxies.',
    ech: platformHttp.ech,
    serverless: platformHttp.serverless,
    openSearch:
      'Set plugins.security.ssl.http.enabled: true with plugins.security.ssl.http.pemcert_filepath, pemkey_filepath and pemtrustedcas_filepath in opensearch.yml, and restart one node after the other. Where the security plugin is off (plugins.security.disabled: true) or not installed, transport needs TLS first, and the whole cluster a restart. Then change opensearch.hosts in opensearch_dashboards.yml and the URLs of all clients to https, with the CA at opensearch.ssl.certificateAuthorities.',
  },
  source: 'Elastic docs: set up basic security for the Elastic Stack plus secured HTTPS traffic',
  logLines: [
    'received plaintext http traffic on an https channel, closing connection',
    'invalid version format',
    'text is empty (possibly HTTP/0.9)',
  ],
  particular: true,
  judge: (evidence) =>
    judgePlainHttp(evidence, (answer) => {
      const { address } = evidence.observation;
      const inUse = answer.status === 200 || answer.status === 401;
      const credentials = asksForPassword(answer)
        ? ' It asks for a user name and password, which then cross the network in the clear.'
        : '';
      const open = answer.status === 200 ? ' It asks for no credentials at all.' : '';
      return {
        kind: 'finding',
        severity: inUse && !isLoopback(address) ? 'critical' : 'high',
        message: `It answered a plain HTTP request with status ${answer.status}.${credentials}${open}`,
        facts: { status: answer.status, asksForPassword: asksForPassword(answer), loopback: isLoopback(address) },
      };
    }),
};
