import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { leftoverSecrets } from '../remedies/secrets.ts';
import { removal } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether certificate and key come from one place. */
export const conflictingKeySettings = reportedRule({
  id: 'conflicting-key-settings',
  title: 'Certificate and key are named in two ways',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'Either certificate and key are set, both of them, or keystore.path is.',
  why: 'The two ways exclude each other, and the process does not start. Often a default from the package, an environment variable of the container or an -E on the command line adds the second one.',
  fix: filesFix((context) => {
    const { certificate, key, keystore, keystorePassword, keyPassphrase } = layerOf(context);
    return [
      removal(
        context,
        'at-fault',
        `Keep one way: delete ${certificate} and ${key} with their passphrase, or ${keystore} with its passwords. The environment of the service counts as well.`,
      ),
      ...leftoverSecrets(context, keystorePassword, keyPassphrase),
      ...restart(context),
    ];
  }),
  source: 'elastic/elasticsearch: SslConfigurationLoader; elastic/kibana: ssl_config.ts',
});
