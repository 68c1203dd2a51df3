import type { FixContext, FixStep } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { enableTransportTls } from '../remedies/enable-tls.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at, command } from '../remedies/steps.ts';
import { elasticsearchTool } from '../remedies/tools.ts';

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
    (context) => [...enableTransportTls(context, { also: { 'xpack.security.enabled': true } }), ...logIn(context)],
    inKubernetes('Remove xpack.security.enabled: false from spec.nodeSets[].config. The operator sets up TLS and passwords itself.'),
  ),
  source: 'Elasticsearch reference: security settings; Elastic docs: set up basic security',
});

/** With security on, nobody connects without a user: what was open asks for one now. */
function logIn(context: FixContext): readonly FixStep[] {
  const is7 = context.release?.startsWith('7.') === true;
  return [
    command(
      at('member'),
      'Set the passwords of the built-in users.',
      ...(is7
        ? [elasticsearchTool(context, 'elasticsearch-setup-passwords interactive')]
        : ['elastic', 'kibana_system'].map((user) => elasticsearchTool(context, `elasticsearch-reset-password -u ${user}`))),
    ),
    advice(
      at('kibana'),
      'Log Kibana in as kibana_system: elasticsearch.username in kibana.yml, and its password in the keystore (bin/kibana-keystore add elasticsearch.password). Then restart Kibana.',
    ),
    advice(
      at('client'),
      'Give every other client a user or an API key. Until HTTP has TLS, these cross the network unencrypted: handclasp explain http-plaintext.',
    ),
  ];
}
