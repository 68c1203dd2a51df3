import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, atFault, command } from '../remedies/steps.ts';
import { keytoolOn } from '../remedies/store-tool.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a key store has a key. */
export const keystoreWithoutPrivateKey = reportedRule({
  id: 'keystore-without-private-key',
  title: 'Keystore has no private key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The store at keystore.path contains a private key with its certificate. For HTTP, a key other than that of a CA.',
  impact:
    'The process does not start. Usually the CA or the truststore was named by mistake, or the certificate was imported without its key.',
  fix: filesFix((context) => {
    const store = context.path ?? context.files.keystore ?? 'KEYSTORE_FILE';
    return [
      command(
        atFault(context),
        'List what is in the store. A private key is listed as PrivateKeyEntry.',
        ...keytoolOn(context, store, (name) => `-list -keystore ${name}`),
      ),
      ...issueAndPlace(context, { what: 'with its key in one store' }).filter(({ kind }) => kind !== 'restart'),
      // The one at fault has not started.
      ...restart(context),
      advice(
        atFault(context),
        'If you have the key and the certificate in PEM, create the store from them instead: openssl pkcs12 -export -inkey KEY_FILE -in CERT_FILE -out node.p12.',
      ),
    ];
  }, inKubernetes(
    'Put a store that has a private key with its certificate into the secret that is mounted, under the same name and with the same password.',
  )),
  source: 'elastic/elasticsearch: StoreKeyConfig; elastic/kibana: ssl_config.ts',
  needs: /keystore\.path$/,
});
