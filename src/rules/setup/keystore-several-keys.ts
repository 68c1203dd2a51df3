import type { TlsContext } from '../../model/setup.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { type HeldKey, severalKeysSeverity } from '../facts/held-keys.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { inService } from '../remedies/put-files.ts';
import { atFault, command } from '../remedies/steps.ts';
import { keytoolOn } from '../remedies/store-tool.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a key store has one key. */
export const keystoreSeveralKeys = reportedRule({
  id: 'keystore-several-keys',
  title: 'Keystore has several private keys',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement:
    'A keystore has one private key. The http.p12 of auto-configuration also contains the key of its CA, which is fine: HTTP does not use that key.',
  impact: 'The JVM picks the key by what the peer asks for, so some peers get one certificate and some the other. Kibana does not start.',
  fix: filesFix((context) => {
    const store = context.path ?? context.files.keystore ?? 'KEYSTORE_FILE';
    const file = shellQuote(store);
    const isKibana = layerOf(context).product === 'Kibana';
    return [
      command(
        atFault(context),
        'List the entries, and keep a copy of the store.',
        ...keytoolOn(context, store, (name) => `-list -keystore ${name}`),
        `${inService(context)}cp ${file} ${file}.old`,
      ),
      command(
        atFault(context),
        `Delete each key but the one that is wanted.${isKibana ? '' : ' A running node reads the store within 5 seconds.'}`,
        ...keytoolOn(context, store, (name) => `-delete -alias ALIAS -keystore ${name}`, { changes: true }),
      ),
      ...(isKibana ? restart(context) : []),
    ];
  }),
  source: 'elastic/elasticsearch: SSLService.getKeyStoreFilter; elastic/kibana: pkcs12.ts',
  needs: /keystore\.path$/,
  // A Kibana that does not start is critical, whatever the keys are.
  severityOf: ({ context, stops }, { contexts }) =>
    stops ? undefined : (severalKeysSeverity(heldIn(contexts.find(({ name }) => name === context))) ?? undefined),
});

function heldIn(context: TlsContext | undefined): readonly HeldKey[] {
  return (context?.identities ?? []).map(({ alias, chain: [certificate = null] }) => ({ alias, certificate }));
}
