import { reportedRule } from '../framework/reported-rule.ts';
import { enableHttpTls } from '../remedies/enable-tls.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';

/** Whether the token service has HTTPS, which it needs. */
export const tokenServiceWithoutHttps = reportedRule({
  id: 'token-service-without-https',
  title: 'Token service without HTTPS',
  severity: 'medium',
  channels: ['http'],
  products: ['elasticsearch'],
  requirement: 'Where xpack.security.authc.token.enabled is true, HTTP has TLS.',
  impact:
    'A node that others can reach does not start. Anyone on the network path could use unencrypted tokens like passwords. SAML, OpenID Connect and Kerberos in Kibana need the service.',
  fix: filesFix(
    (context) => [
      ...enableHttpTls(context),
      settingAdvice(context, 'every-node', 'If nothing uses the token service, delete xpack.security.authc.token.enabled instead.'),
    ],
    inKubernetes(
      'Remove spec.http.tls.selfSignedCertificate.disabled: true from the Elasticsearch resource. Or, where nothing needs it, take xpack.security.authc.token.enabled out of spec.nodeSets[].config.',
    ),
  ),
  source: 'Elastic docs: bootstrap checks (token SSL check)',
});
