import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the passphrase of an encrypted key is known to the process. */
export const pemKeyEncrypted = reportedRule({
  id: 'pem-key-encrypted',
  title: 'Encrypted key without its passphrase',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'For an encrypted key the passphrase is stored, and it is the right one.',
  why: 'The process does not start.',
  remedy: filesRemedy(
    'bin/elasticsearch-keystore add xpack.security.transport.ssl.secure_key_passphrase (for HTTP xpack.security.http.ssl.secure_key_passphrase; Kibana: bin/kibana-keystore add server.ssl.keyPassphrase), then restart. Or take the passphrase away: openssl pkcs8 -topk8 -nocrypt -in OLD.key -out node.key.',
    'Use a key without a passphrase in the secret, or add the passphrase to a secret that spec.secureSettings names.',
  ),
  source: 'elastic/elasticsearch: PemUtils',
  logLines: ['cannot read encrypted key', 'without a password'],
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
