import { reportedRule } from '../framework/reported-rule.ts';
import { issueAndPlaceAnew } from '../remedies/authorities.ts';
import { ownCertificateOfKibana } from '../remedies/file-steps.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a listener with TLS has a certificate and its key. */
export const sslEnabledWithoutKey = reportedRule({
  id: 'ssl-enabled-without-key',
  title: 'TLS is on without a certificate and key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'A listener with TLS has a certificate and a key configured, or a store that has both.',
  impact:
    'The process does not start. The remote cluster server has TLS on by default, so remote_cluster_server.enabled: true alone is enough.',
  fix: filesFix(
    (context) =>
      context.channel === 'kibana'
        ? ownCertificateOfKibana(context)
        : [...issueAndPlaceAnew(context, 'for this node'), ...restart(context)],
    inKubernetes(
      'The operator brings certificate and key: take the ssl settings out of spec.nodeSets[].config (Kibana: out of spec.config).',
    ),
  ),
  source: 'elastic/elasticsearch: SSLService; elastic/kibana: ssl_config.ts',
});
