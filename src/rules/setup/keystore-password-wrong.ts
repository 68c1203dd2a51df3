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
      // Who gave the right one need not look for it.
      const which = context.found.opened ? `the password that you gave, which opens ${path},` : 'that password';
      const owner = layerOf(context).product === 'Kibana' ? 'Kibana' : 'node';
      return [
        ...(context.found.opened ? [] : [find]),
        ...keystoreAdd(
          context,
          `Add ${which} to the keystore of this ${owner}. Type it, or pipe it without a line break.`,
          secureName(context),
        ),
        ...restart(context),
      ];
    },
    (context) => [
      advice(
        at('kubernetes'),
        'The password in the secret that spec.secureSettings names does not open the store in the secret that is mounted: replace one of the two.',
      ),
      ...keystoreAdd(context, 'Store the right password.', secureName(context)),
    ],
  ),
  source: 'elastic/elasticsearch: SslFileUtil, StoreKeyConfig; #31154, #120439',
  needs: /store\.path$/,
});
