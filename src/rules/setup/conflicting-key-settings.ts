import type { FixContext, FixStep } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { leftoverSecrets } from '../remedies/secrets.ts';
import { removal, setting, settingAdvice } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether certificate and key come from one place. */
export const conflictingKeySettings = reportedRule({
  id: 'conflicting-key-settings',
  title: 'Certificate and key are configured in two ways',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'Either both certificate and key are set, or keystore.path is.',
  impact:
    'The two ways cannot be used together, and the process does not start. Often a default of the package, an environment variable of the container or an -E on the command line adds the second one.',
  fix: filesFix(oneWay),
  source: 'elastic/elasticsearch: SslConfigurationLoader; elastic/kibana: ssl_config.ts',
});

/** PEM stays where both its files are named; else the store does. Without either, the missing half is named. */
function oneWay(context: FixContext): readonly FixStep[] {
  const { files } = context;
  const layer = layerOf(context);
  const { certificate, key, keystore, keystorePassword, keyPassphrase } = layer;
  if (files.keystore === null && files.certificate !== files.key) {
    return [
      setting(
        context,
        'at-fault',
        'Name the other half of the pair.',
        files.key === null ? { [key]: 'KEY_FILE' } : { [certificate]: 'CERT_FILE' },
      ),
      ...restart(context),
    ];
  }
  const keepsPem = files.certificate !== null && files.key !== null;
  const plain = (secure: string) => secure.replace('.secure_', '.');
  const gone = keepsPem
    ? [keystore, keystore.replace(/\.path$/, '.type'), plain(keystorePassword)]
    : [certificate, key, plain(keyPassphrase)];
  return [
    removal(context, 'at-fault', gone, `Only one way may be set: ${keepsPem ? 'PEM files' : 'the store'} stay${keepsPem ? '' : 's'}.`),
    ...leftoverSecrets(
      context,
      ...(keepsPem ? [keystorePassword, keystorePassword.replace('.secure_password', '.secure_key_password')] : [keyPassphrase]),
    ),
    ...restart(context),
    settingAdvice(
      context,
      'at-fault',
      `To keep ${keepsPem ? 'the store' : 'PEM files'} instead, delete ${keepsPem ? `${certificate} and ${key}` : keystore} with ${keepsPem ? 'the passphrase' : 'its passwords'}. The same settings in the environment of the service count as well.`,
    ),
  ];
}
