import { filesFix } from '../remedies/files-fix.ts';
import { manifest } from '../remedies/kubernetes.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restartKibana } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether Kibana has both halves of its client certificate. */
export const kibanaEsMtlsHalfConfigured = reportedRule({
  id: 'kibana-es-mtls-half-configured',
  title: 'Client certificate of Kibana without its key, or the other way round',
  severity: 'medium',
  channels: ['kibana'],
  products: ['kibana'],
  holds: 'elasticsearch.ssl.certificate and elasticsearch.ssl.key are both set, or neither.',
  why: 'One alone has no effect: Kibana shows no certificate, and an Elasticsearch that demands one refuses it.',
  fix: filesFix(
    (context) => [
      setting(context, 'at-fault', 'Set the half that is missing, or elasticsearch.ssl.keystore.path in place of both.', {
        [context.found.missing ?? 'elasticsearch.ssl.key']: (context.found.missing ?? '.key').endsWith('.key')
          ? '/etc/kibana/certs/kibana.key'
          : '/etc/kibana/certs/kibana.crt',
      }),
      ...restartKibana(context),
    ],
    () => [
      manifest(
        'Elasticsearch',
        'Use elasticsearchRef with client authentication of the Elasticsearch resource (ECK 3.4 and later), which brings both.',
        'spec:',
        '  http:',
        '    tls:',
        '      client:',
        '        authentication: true',
      ),
    ],
  ),
  source: 'elastic/kibana: elasticsearch_config.ts',
});
