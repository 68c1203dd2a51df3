import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { authenticateClients } from '../remedies/kubernetes.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restartKibana } from '../remedies/tools.ts';

/** Whether Kibana has both halves of its client certificate. */
export const kibanaEsMtlsHalfConfigured = reportedRule({
  id: 'kibana-es-mtls-half-configured',
  title: "Kibana's client certificate or its key is not set",
  severity: 'medium',
  channels: ['kibana'],
  products: ['kibana'],
  requirement: 'elasticsearch.ssl.certificate and elasticsearch.ssl.key are both set, or neither is.',
  impact: 'One without the other has no effect: Kibana presents no certificate, and an Elasticsearch that requires one refuses it.',
  fix: filesFix(
    (context) => [
      setting(context, 'at-fault', 'Name the half that is missing.', {
        [context.found.missing ?? 'elasticsearch.ssl.key']: (context.found.missing ?? '.key').endsWith('.key') ? 'KEY_FILE' : 'CERT_FILE',
      }),
      ...restartKibana(context),
    ],
    () => [
      authenticateClients(
        'Turn on client authentication of the Elasticsearch that elasticsearchRef names. From ECK 3.4 on the operator issues both files.',
      ),
    ],
  ),
  source: 'elastic/kibana: elasticsearch_config.ts',
});
