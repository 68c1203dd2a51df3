import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether TLS that has settings is also switched on or off in so many words. */
export const sslSettingsWithoutEnabled = reportedRule({
  id: 'ssl-settings-without-enabled',
  title: 'TLS settings without enabled',
  severity: 'critical',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'Where there is any setting under xpack.security.transport.ssl or xpack.security.http.ssl, its enabled is set as well.',
  why: 'Elasticsearch 8 and later does not start, since it cannot tell whether TLS is wanted. 7.17 starts without TLS and writes a deprecation.',
  remedy: filesRemedy(
    'Set xpack.security.transport.ssl.enabled: true (or xpack.security.http.ssl.enabled: true) beside the other settings in elasticsearch.yml, or delete them all. Entries of elasticsearch.keystore count: bin/elasticsearch-keystore list shows them, and remove NAME takes one out.',
  ),
  source: 'elastic/elasticsearch: SSLService.validateServerConfiguration',
  logLines: ['is not set, but the following settings have been configured in elasticsearch.yml'],
});
