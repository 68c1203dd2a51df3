import { filesRemedy } from './files-remedy.ts';
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
  remedy: filesRemedy(
    'Set both elasticsearch.ssl.certificate and elasticsearch.ssl.key in kibana.yml, or elasticsearch.ssl.keystore.path; restart Kibana.',
    'Use elasticsearchRef with spec.http.tls.client.authentication of the Elasticsearch resource (ECK 3.4 and later), which brings both.',
  ),
  source: 'elastic/kibana: elasticsearch_config.ts',
  logLines: ['has no effect'],
});
