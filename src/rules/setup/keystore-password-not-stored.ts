import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { missingUses, secureName } from '../remedies/secrets.ts';
import { keystoreAdd, restart } from '../remedies/tools.ts';

/** Whether the password of a protected store is stored on this node. */
export const keystorePasswordNotStored = reportedRule({
  id: 'keystore-password-not-stored',
  title: "Store password is not in the node's keystore",
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The settings keystore of this node has the password of each protected store.',
  impact:
    'The process does not start. elasticsearch.keystore is a file of each node: adding a secret on one does not add it on the others. A truststore needs an entry of its own, even where it is the same file as the keystore.',
  fix: filesFix(
    (context) => [
      ...keystoreAdd(
        context,
        'Add the password to the keystore of this node. Each node has a keystore of its own.',
        ...missingUses(context),
      ),
      ...restart(context),
    ],
    (context) => keystoreAdd(context, 'Store the password.', secureName(context)),
  ),
  source: 'elastic/elasticsearch: SslFileUtil; Elastic docs: secure settings',
  needs: /store\.path$/,
});
