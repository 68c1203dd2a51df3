import { shellQuote } from '../../model/shell-quote.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { advice, atFault } from '../remedies/steps.ts';
import { keystoreAdd, restart } from '../remedies/tools.ts';

/** Whether the passphrase of an encrypted key is known to the process. */
export const pemKeyEncrypted = reportedRule({
  id: 'pem-key-encrypted',
  title: 'Encrypted key has no passphrase',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The passphrase of an encrypted key is stored, and it is the right one.',
  impact: 'The process does not start.',
  fix: filesFix(
    (context) => {
      const file = context.path ?? context.files.key ?? 'KEY_FILE';
      return [
        ...keystoreAdd(context, 'Add the passphrase of the key to the keystore.', layerOf(context).keyPassphrase),
        ...restart(context),
        advice(
          atFault(context),
          `To do without a passphrase instead, decrypt the key (openssl pkey -in ${shellQuote(file)} -out node.key) and put the result in its place.`,
        ),
      ];
    },
    (context) => keystoreAdd(context, 'Store the passphrase of the key.', layerOf(context).keyPassphrase),
  ),
  source: 'elastic/elasticsearch: PemUtils',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
