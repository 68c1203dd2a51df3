import { reportedRule } from '../framework/reported-rule.ts';
import { enableTransportTls, isConfigured, switchOnTransportTls } from '../remedies/enable-tls.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';

/** Whether a node that others reach has TLS on transport, which it does not start without. */
export const bootstrapTlsMissing = reportedRule({
  id: 'bootstrap-tls-missing',
  title: 'Node does not start: transport without TLS',
  severity: 'critical',
  channels: ['transport'],
  products: ['elasticsearch'],
  requirement: 'A node with security whose transport is bound beyond loopback has TLS on transport, unless discovery.type is single-node.',
  impact: 'The bootstrap checks end the process. In 7.x trial licenses were exempt.',
  fix: filesFix(
    (context) => [
      ...(isConfigured(context) ? switchOnTransportTls(context) : enableTransportTls(context)),
      settingAdvice(context, 'at-fault', 'If the node stays alone, set discovery.type: single-node instead of all this.'),
    ],
    inKubernetes(
      'The operator turns transport TLS on and brings the certificates: remove xpack.security.enabled: false and xpack.security.transport.ssl.* from spec.nodeSets[].config.',
    ),
  ),
  source: 'Elastic docs: bootstrap checks; elastic/elasticsearch: TransportTLSBootstrapCheck',
});
