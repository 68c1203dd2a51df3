import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { secureName } from '../remedies/secrets.ts';
import { removal } from '../remedies/settings-edit.ts';
import { keystoreAdd, restart } from '../remedies/tools.ts';

/** Whether passwords stand in the protected keystore. */
export const passwordInYaml = reportedRule({
  id: 'password-in-yaml',
  title: 'Password is in the settings file',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'No password of a store or key is in elasticsearch.yml or kibana.yml.',
  impact: 'The file ends up in repositories, backups and support bundles. For the remote-cluster settings such names do not even exist.',
  fix: filesFix(
    (context) => [
      ...keystoreAdd(context, 'Add the password to the keystore.', secureName(context)),
      removal(context, 'at-fault', [context.setting ?? 'SETTING']),
      ...restart(context),
    ],
    (context) => keystoreAdd(context, 'Move the password out of the manifest.', secureName(context)),
  ),
  source: 'Elastic docs: secure settings',
});
