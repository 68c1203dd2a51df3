import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a key store has one key. */
export const keystoreSeveralKeys = reportedRule({
  id: 'keystore-several-keys',
  title: 'Key store with several private keys',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  holds:
    'A key store has one private key. http.p12 of auto-configuration, which also keeps the key of its CA, is fine: for HTTP that key is left aside.',
  why: 'Which key a node uses, the JVM decides by what the peer wants: some peers meet one certificate and some the other. Kibana does not start.',
  remedy: filesRemedy(
    'Make a store with the one key: keytool -importkeystore -srckeystore OLD -srcalias ALIAS -destkeystore NEW.p12 -deststoretype PKCS12, or keytool -delete -alias ALIAS -keystore FILE.',
  ),
  source: 'elastic/elasticsearch: SSLService.getKeyStoreFilter; elastic/kibana: pkcs12.ts',
  logLines: ['Keystore contains multiple private keys.'],
  needs: /keystore\.path$/,
  severityOf: ({ detail }) => (/\(a CA\)/.test(detail) ? 'high' : undefined),
});
