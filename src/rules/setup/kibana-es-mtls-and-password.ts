import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether Kibana logs in by one means. */
export const kibanaEsMtlsAndPassword = reportedRule({
  id: 'kibana-es-mtls-and-password',
  title: 'Client certificate of Kibana beside user and password',
  severity: 'low',
  channels: ['kibana'],
  products: ['kibana'],
  holds:
    'A Kibana with a client certificate for Elasticsearch has no elasticsearch.username and password, where a PKI realm is to log it in.',
  why: 'User and password win: the certificate opens the connection and logs nobody in, and the day that the password changes Kibana is out. Where the certificate is meant for the connection alone, both are right.',
  remedy: filesRemedy(
    'With a PKI realm: remove elasticsearch.username and elasticsearch.password from kibana.yml and kibana-keystore, and map the DN of the certificate to the role kibana_system.',
  ),
  source: 'Elastic docs: mutual TLS between Kibana and Elasticsearch',
});
