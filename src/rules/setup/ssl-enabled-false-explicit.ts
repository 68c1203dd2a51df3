import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether TLS that was configured is switched on. */
export const sslEnabledFalseExplicit = reportedRule({
  id: 'ssl-enabled-false-explicit',
  title: 'TLS is configured and switched off',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  holds: 'A layer with a certificate has TLS on.',
  why: 'It looks as if it were protected, and everything goes over the network in the clear.',
  remedy: filesRemedy(
    'Set enabled: true under the prefix (xpack.security.transport.ssl, xpack.security.http.ssl, server.ssl), or delete the certificate settings beside it. Transport: change all nodes, then stop and start the whole cluster. HTTP: change elasticsearch.hosts of Kibana and the URLs of the clients to https with it.',
  ),
  source: 'Elasticsearch reference: security settings; Kibana settings: server.ssl.enabled',
});
