import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the token service has HTTPS, which it needs. */
export const tokenServiceWithoutHttps = reportedRule({
  id: 'token-service-without-https',
  title: 'Token service without HTTPS',
  severity: 'medium',
  channels: ['http'],
  products: ['elasticsearch'],
  holds: 'Where xpack.security.authc.token.enabled is true, HTTP has TLS.',
  why: 'A node that others reach does not start; tokens in the clear would be passwords for whoever listens. SAML, OpenID Connect and Kerberos in Kibana need the service.',
  remedy: filesRemedy(
    'Set xpack.security.http.ssl.enabled: true with keystore.path (bin/elasticsearch-certutil http), or remove xpack.security.authc.token.enabled.',
  ),
  source: 'Elastic docs: bootstrap checks (token SSL check)',
  logLines: ['HTTPS is required in order to use the token service'],
});
