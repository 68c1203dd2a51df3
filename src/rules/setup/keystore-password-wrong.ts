import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the password that is stored opens the store. */
export const keystorePasswordWrong = reportedRule({
  id: 'keystore-password-wrong',
  title: 'Wrong password for a store or key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The password that the settings give opens the store, and its key.',
  why: 'The process does not start. One node of a cluster was forgotten, the shell ate a character of the password, or the file was replaced and its password was not.',
  remedy: filesRemedy(
    'Find out which is right: keytool -list -keystore FILE (or openssl pkcs12 -in FILE -nokeys) asks for it. Then on this node bin/elasticsearch-keystore add xpack.security.transport.ssl.keystore.secure_password (for HTTP …http.ssl…, for trust …truststore.secure_password), typed in, not piped with a line end; Kibana: bin/kibana-keystore add server.ssl.keystore.password. Then restart it.',
    'The secret that is mounted holds a store with another password than the one of spec.secureSettings: write both anew in one kubectl apply.',
  ),
  source: 'elastic/elasticsearch: SslFileUtil, StoreKeyConfig; #31154, #120439',
  logLines: [
    'keystore password was incorrect',
    'this is usually caused by an incorrect password; (a keystore password was provided)',
    'PKCS#12 MAC could not be verified. Invalid password?',
    'due to UnrecoverableKeyException',
  ],
  needs: /store\.path$/,
});
