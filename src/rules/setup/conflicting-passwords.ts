import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a password stands in one place. */
export const conflictingPasswords = reportedRule({
  id: 'conflicting-passwords',
  title: 'Password is set twice',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  requirement: 'The password of a store or key is in elasticsearch.keystore, or in elasticsearch.yml under its old name, but not in both.',
  impact: 'The two settings cannot be used together, even with the same password, and the node does not start.',
  fix: filesFix((context) => [
    removal(context, 'at-fault', [plainName(context.setting ?? 'SETTING')], 'The password in the keystore stays.'),
    ...restart(context),
  ]),
  source: 'elastic/elasticsearch: SslConfigurationLoader',
});

/** The one in the settings file, of the two. */
function plainName(setting: string): string {
  return setting.replace(/\.secure_/, '.');
}
