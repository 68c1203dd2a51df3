import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal, settingAdvice } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether every TLS setting is one that the release knows. */
export const unknownSslSetting = reportedRule({
  id: 'unknown-ssl-setting',
  title: 'Unknown TLS setting or value',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'Each setting of TLS has a name that the release knows and a value that it takes.',
  why: 'Elasticsearch refuses to start for a name that it does not know: a letter too many, a secret in the yml file, a setting of another release (the whole of xpack.ssl went with 7.0).',
  fix: filesFix((context) => [
    removal(context, 'at-fault', [context.setting ?? 'SETTING']),
    ...restart(context),
    settingAdvice(
      context,
      'at-fault',
      'If the setting was meant to do something, write it with its right name and value instead. A password belongs in the keystore.',
    ),
  ]),
  source: 'Elasticsearch reference: security settings; elastic/elasticsearch: SslConfigurationKeys',
});
