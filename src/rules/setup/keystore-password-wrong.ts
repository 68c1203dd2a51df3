import { shellQuote } from '../../model/shell-quote.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { secureName } from '../remedies/secrets.ts';
import { advice, at, atFault, command } from '../remedies/steps.ts';
import { keystoreAdd, keytool, restart } from '../remedies/tools.ts';

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
      const file = shellQuote(context.path ?? 'FILE');
      return [
        command(
          atFault(context),
          'Find the right password. The command asks for it.',
          context.format === 'pem' ? `openssl pkey -in ${file} -noout` : keytool(context, `-list -keystore ${file}`),
        ),
        ...keystoreAdd(
          context,
          'Add the right password to the keystore of this node. Type it, or pipe it without a line end.',
          secureName(context),
        ),

        ...restart(context),
      ];
    },
    (context) => [
      advice(
        at('kubernetes'),
        'The secret that is mounted holds a store with another password than the one of spec.secureSettings: write a matching pair of both.',
      ),
      ...keystoreAdd(context, 'Store the right password.', secureName(context)),
    ],
  ),
  source: 'elastic/elasticsearch: SslFileUtil, StoreKeyConfig; #31154, #120439',
  needs: /store\.path$/,
});
