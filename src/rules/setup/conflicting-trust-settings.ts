import type { FixContext, FixStep } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { leftoverSecrets } from '../remedies/secrets.ts';
import { removal, settingAdvice } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether trust comes from one place. */
export const conflictingTrustSettings = reportedRule({
  id: 'conflicting-trust-settings',
  title: 'Trust is configured in two ways',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  requirement: 'Either certificate_authorities or truststore.path is set, not both.',
  impact: 'The two settings cannot be used together, and the node does not start.',
  fix: filesFix(oneTrust),
  source: 'elastic/elasticsearch: SslConfigurationLoader',
});

/** Trust stays of the kind that certificate and key are of: with a store the store, else PEM. */
function oneTrust(context: FixContext): readonly FixStep[] {
  const { authorities, truststore, truststorePassword } = layerOf(context);
  const keepsStore = context.files.keystore !== null;
  return [
    removal(
      context,
      'at-fault',
      keepsStore ? [authorities] : [truststore, truststore.replace(/\.path$/, '.type'), truststorePassword.replace('.secure_', '.')],
      `Only one of ${authorities} and ${truststore} may be set.`,
    ),
    ...(keepsStore ? [] : leftoverSecrets(context, truststorePassword)),
    ...restart(context),
    settingAdvice(
      context,
      'at-fault',
      `To trust the CAs of both, list several PEM files in ${authorities}. To keep ${keepsStore ? authorities : truststore} instead, delete ${keepsStore ? truststore : authorities}.`,
    ),
  ];
}
