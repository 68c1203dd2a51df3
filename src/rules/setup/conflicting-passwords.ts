import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a password stands in one place. */
export const conflictingPasswords = reportedRule({
  id: 'conflicting-passwords',
  title: 'Password stands in two places',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  holds: 'The password of a store or key stands in elasticsearch.keystore, or in elasticsearch.yml under its old name, and not in both.',
  why: 'They exclude each other, even where they are equal, and the node does not start.',
  remedy: filesRemedy(
    'Delete the password from elasticsearch.yml (keystore.password, keystore.key_password, truststore.password, key_passphrase); the one in elasticsearch.keystore (…secure_password) stays.',
  ),
  source: 'elastic/elasticsearch: SslConfigurationLoader',
  logLines: [
    'cannot specify both [keystore.secure_password] and [keystore.password]',
    'cannot specify both [truststore.secure_password] and [truststore.password]',
  ],
});
