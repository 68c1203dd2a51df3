import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { settingAdvice } from '../remedies/settings-edit.ts';
import { keystoreRemove, restart } from '../remedies/tools.ts';

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
    keystoreRemove(
      context,
      'Remove the passwords of the block from the keystore.',
      ...(context.secureSettings === null
        ? autoConfigured
        : autoConfigured.filter((name) => context.secureSettings?.includes(name) === true)),
    ),
    ...restart(context),
  ]),
  source: 'Elastic docs: automatic security setup; elastic/elasticsearch: AutoConfigureNode',
});

const autoConfigured: readonly string[] = [
  'xpack.security.transport.ssl.keystore.secure_password',
  'xpack.security.transport.ssl.truststore.secure_password',
  'xpack.security.http.ssl.keystore.secure_password',
];
