import type { FixContext } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { localCopy } from '../remedies/put-files.ts';
import { secureName } from '../remedies/secrets.ts';
import { advice, at, atFault, command } from '../remedies/steps.ts';
import { keytoolOn } from '../remedies/store-tool.ts';
import { keystoreAdd, restart } from '../remedies/tools.ts';

/** Whether the password that is stored opens the store. */
export const keystorePasswordWrong = reportedRule({
  id: 'keystore-password-wrong',
  title: 'Wrong password for a store or key',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The configured password opens the store and its key.',
  impact:
    'The process does not start. One node of the cluster was forgotten, the shell changed a character of the password, or the file was replaced and its password was not.',
  fix: filesFix(
    (context) => {
      const path = context.path ?? 'FILE';
      const { fetch, file } = localCopy(context, path);
      const find = command(
        atFault(context),
        'Find the password that opens the file. The command asks for it.',
        ...(context.format === 'pem'
          ? [...fetch, `openssl pkey -in ${file} -noout`]
          : keytoolOn(context, path, (store) => `-list -keystore ${store}`)),
      );
      const which = {
        given: `the password that you gave, which opens ${path},`,
        'of-key': 'the password of the key, which is not that of the store,',
        unknown: 'that password',
      }[context.found.password ?? 'unknown'];
      const owner = layerOf(context).product === 'Kibana' ? 'Kibana' : 'node';
      return [
        // Who gave the right one need not look for it, and a store that opens does not tell that of its key.
        ...(context.found.password === null ? [find] : []),
        ...keystoreAdd(
          context,
          `Add ${which} to the keystore of this ${owner}. Type it, or pipe it without a line break.`,
          entryOf(context),
        ),
        ...restart(context),
      ];
    },
    (context) => [
      advice(
        at('kubernetes'),
        'The password in the secret that spec.secureSettings names does not open the store in the secret that is mounted: replace one of the two.',
      ),
      ...keystoreAdd(context, 'Store the right password.', entryOf(context)),
    ],
  ),
  source: 'elastic/elasticsearch: SslFileUtil, StoreKeyConfig; #31154, #120439',
  needs: /store\.path$/,
});

/** Without an entry of its own a key is opened with the password of its store. */
function entryOf(context: FixContext): string {
  const name = secureName(context);
  return context.found.password === 'of-key' ? name.replace(/\.keystore\.secure_password$/, '.keystore.secure_key_password') : name;
}
