import { reportedRule } from '../framework/reported-rule.ts';
import { enableTransportTls } from '../remedies/enable-tls.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';

/** Whether the node has security on. */
export const securityDisabled = reportedRule({
  id: 'security-disabled',
  title: 'Security is turned off',
  severity: 'critical',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: 'xpack.security.enabled is not false.',
  impact:
    'Anyone who reaches port 9200 or 9300 can read and change everything. TLS settings of transport and HTTP are read but have no effect, so a configured certificate protects nothing. Kibana asks for no password either.',
  fix: filesFix(
    (context) => enableTransportTls(context, { also: { 'xpack.security.enabled': true } }),
    inKubernetes('Remove xpack.security.enabled: false from spec.nodeSets[].config; the operator sets up TLS and passwords by itself.'),
  ),
  source: 'Elasticsearch reference: security settings; Elastic docs: set up basic security',
});
