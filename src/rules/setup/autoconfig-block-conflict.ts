import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { leftoverSecrets } from '../remedies/secrets.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';
import { advice, atFault } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the block of auto-configuration and hand-written lines speak of the same layer. */
export const autoconfigBlockConflict = reportedRule({
  id: 'autoconfig-block-conflict',
  title: 'Auto-configured block conflicts with manual TLS settings',
  severity: 'medium',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement:
    'Settings of one layer are either between the marks BEGIN and END SECURITY AUTO CONFIGURATION, or outside of them, not both.',
  impact:
    'Guides for manual setup assume that there is no such block. The node then has the key of one and the trust of the other: it does not start, or finds no peer.',
  fix: filesFix((context) => [
    settingAdvice(
      context,
      'at-fault',
      'Delete the block between the marks BEGIN and END SECURITY AUTO CONFIGURATION, if the lines outside it are the ones to keep.',
    ),
    ...leftoverSecrets(context, ...autoConfigured),
    // They have the same names.
    advice(atFault(context), 'If the remaining lines name a store with a password, add that password to the keystore again.'),
    ...restart(context),
  ]),
  source: 'Elastic docs: automatic security setup; elastic/elasticsearch: AutoConfigureNode',
});

const autoConfigured: readonly string[] = [
  'xpack.security.transport.ssl.keystore.secure_password',
  'xpack.security.transport.ssl.truststore.secure_password',
  'xpack.security.http.ssl.keystore.secure_password',
];
