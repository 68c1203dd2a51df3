import { isLoopback } from '../../model/local-name.ts';
import { asksForPassword, judgePlainHttp } from '../facts/plain-http.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { enableHttpTls } from '../remedies/enable-tls.ts';
import { inKubernetes, plainBesideProxy, platformHttp } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at, atKibana, edit } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the REST API of Elasticsearch speaks TLS. */
export const httpPlaintext: EndpointRule = {
  id: 'http-plaintext',
  title: 'Elasticsearch HTTP without TLS',
  severity: 'high',
  channels: ['http'],
  requirement: 'The HTTP port of Elasticsearch uses TLS.',
  impact:
    'User names, passwords, API keys and all data cross the network unencrypted. Anyone on the network path can read and change them.',
  fix: byDeployment({
    self: enableHttpTls,
    eck: inKubernetes(
      'Remove spec.http.tls.selfSignedCertificate.disabled: true from the Elasticsearch resource. The operator then serves its own certificate, or the one that spec.http.tls.certificate.secretName names.',
    ),
    ...platformHttp,
    ece: plainBesideProxy,
    openSearch: (context) => [
      setting(context, 'every-node', 'Turn on TLS for HTTP. If the security plugin is off or not installed, transport needs TLS first.', {
        'plugins.security.ssl.http.enabled': true,
        'plugins.security.ssl.http.pemcert_filepath': 'node.crt',
        'plugins.security.ssl.http.pemkey_filepath': 'node.key',
        'plugins.security.ssl.http.pemtrustedcas_filepath': 'ca.crt',
      }),
      ...rollingRestart(context),
      edit(
        atKibana(context, 'opensearch_dashboards.yml'),
        'Make OpenSearch Dashboards use https.',
        'opensearch.hosts: ["https://HOST:9200"]',
        'opensearch.ssl.certificateAuthorities: ["/etc/opensearch-dashboards/certs/ca.crt"]',
      ),
      advice(at('client'), 'Change the URLs of all other clients to https, and give them the CA.'),
    ],
  }),
  source: 'Elastic docs: set up basic security for the Elastic Stack plus secured HTTPS traffic',
  readsEndpointIdentity: true,
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
