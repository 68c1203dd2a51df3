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
  requirement: 'The release knows the name of each TLS setting and accepts its value.',
  impact:
    'Elasticsearch and Kibana refuse to start with a setting that they do not know: a typing error, a secret in the yml file, or a setting of another release (all of xpack.ssl was removed in 7.0, and so was elasticsearch.url of Kibana).',
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
