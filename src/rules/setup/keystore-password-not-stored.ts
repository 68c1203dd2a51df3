import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the password of a protected store is stored on this node. */
export const keystorePasswordNotStored = reportedRule({
  id: 'keystore-password-not-stored',
  title: 'Password of a store is not stored here',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'For each protected store the keystore of settings on this very node has the password.',
  why: 'The process does not start. elasticsearch.keystore is a file of each node: adding a secret on one does nothing on the others. A truststore has an entry of its own, even where it is the same file as the keystore.',
  remedy: filesRemedy(
    'On this node: bin/elasticsearch-keystore add xpack.security.transport.ssl.keystore.secure_password, and the same with truststore in place of keystore (HTTP: http in place of transport). Kibana: bin/kibana-keystore add server.ssl.keystore.password. Then restart it.',
    'Add the entry to a secret, and name that in spec.secureSettings of the Elasticsearch (or Kibana) resource.',
  ),
  source: 'elastic/elasticsearch: SslFileUtil; Elastic docs: secure settings',
  logLines: ['(no password was provided)'],
  needs: /store\.path$/,
});
