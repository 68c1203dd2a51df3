import { filesFix } from '../remedies/files-fix.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of settings.

import { reportedRule } from '../framework/reported-rule.ts';

/** Whether each setting stands once, in a shape that the product takes as it reads. */
export const yamlShapeOverrides = reportedRule({
  id: 'yaml-shape-overrides',
  title: 'Settings file says things twice or in a shape that is not taken',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  holds: 'The yml file is proper YAML, each setting stands once in it, and every variable in it has a value.',
  why: 'Of a key that stands in dotted and in nested form the last counts, and the other is believed; twice at one level, or a variable without a value, keeps the process from starting. Since 8.0 Elasticsearch takes the default of ${NAME:default} even where the environment has NAME.',
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
