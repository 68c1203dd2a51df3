import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a listener with TLS has a certificate and its key. */
export const sslEnabledWithoutKey = reportedRule({
  id: 'ssl-enabled-without-key',
  title: 'TLS is on without certificate and key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'A listener with TLS names a certificate and a key, or a store that has both.',
  why: 'The process does not start. The remote cluster server has TLS on by default, so remote_cluster_server.enabled: true alone is enough.',
  remedy: filesRemedy(
    'Set keystore.path, or certificate and key, under the prefix that the line names (Kibana: server.ssl.keystore.path, or server.ssl.certificate and server.ssl.key). bin/elasticsearch-certutil cert makes them for transport, bin/elasticsearch-certutil http for HTTP.',
  ),
  source: 'elastic/elasticsearch: SSLService; elastic/kibana: ssl_config.ts',
  logLines: [
    'server ssl configuration requires a key and certificate, but these have not been configured',
    'must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled',
  ],
});
