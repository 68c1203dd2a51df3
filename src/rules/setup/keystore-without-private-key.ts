import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a key store has a key. */
export const keystoreWithoutPrivateKey = reportedRule({
  id: 'keystore-without-private-key',
  title: 'Key store without a private key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The store at keystore.path has a private key with its certificate; for HTTP one that is not that of a CA.',
  why: 'The process does not start. Mostly the CA or the trust store was named by mistake, or the certificate was imported without its key.',
  remedy: filesRemedy(
    'Name the store that has the key, or make it: openssl pkcs12 -export -inkey node.key -in node.crt -certfile ca.crt -out node.p12. keytool -list -keystore FILE shows PrivateKeyEntry where there is one.',
  ),
  source: 'elastic/elasticsearch: StoreKeyConfig; elastic/kibana: ssl_config.ts',
  logLines: [
    'does not contain a private key entry',
    'Did not find private key in keystore at [keystore.path].',
    'Did not find key in Elasticsearch keystore.',
  ],
  needs: /keystore\.path$/,
});
