// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of settings.

import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether each setting stands once, in a shape that the product takes as it reads. */
export const yamlShapeOverrides = reportedRule({
  id: 'yaml-shape-overrides',
  title: 'Settings file has duplicate or malformed settings',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'The yml file is valid YAML, sets each setting once, and has a value for every variable in it.',
  impact:
    'Where a key is set in dotted and in nested form, the last one counts and the other is ignored. A key that is set twice at one level, or a variable without a value, keeps the process from starting. Since 8.0 Elasticsearch takes the default of ${NAME:default} even where the environment has NAME.',
  fix: filesFix((context) => [
    settingAdvice(context, 'at-fault', 'Keep each key once, in dotted form, and quote values with special characters.'),
    settingAdvice(
      context,
      'at-fault',
      'Write ${NAME} without a default, and set that variable in the environment of the service (systemd: Environment=; Docker: environment:).',
    ),
    ...restart(context),
  ]),
  source: 'elastic/elasticsearch: Settings.Builder; elastic/kibana: kbn-config',
});
