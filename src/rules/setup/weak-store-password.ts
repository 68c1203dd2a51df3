import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { usesOf } from '../remedies/secrets.ts';
import { atFault, command } from '../remedies/steps.ts';
import { keytoolOn } from '../remedies/store-tool.ts';
import { keystoreAdd, restart } from '../remedies/tools.ts';

/** Whether stores have a password worth the name. */
export const weakStorePassword = reportedRule({
  id: 'weak-store-password',
  title: 'Store password is a well-known default',
  severity: 'low',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'The password of a store is not a known example, such as changeit.',
  impact: 'Anyone can open a copy of the store at once. With the right file mode it matters little, but auditors ask for it.',
  fix: filesFix((context) => [
    command(
      atFault(context),
      'Give the store a long random password.',
      ...keytoolOn(context, context.path ?? context.files.keystore ?? 'KEYSTORE_FILE', (store) => `-storepasswd -keystore ${store}`, {
        changes: true,
      }),
    ),
    ...keystoreAdd(context, 'Store the new password in the keystore.', ...usesOf(context)),
    ...restart(context),
  ]),
  source: 'JDK: keytool (changeit); NIST SP 800-63B',
});
