import type { FixContext, FixStep } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
import { setting, settingAdvice } from '../remedies/settings-edit.ts';
import { keystoreRemove, restart } from '../remedies/tools.ts';

/** Whether TLS that has settings is also switched on or off in so many words. */
export const sslSettingsWithoutEnabled = reportedRule({
  id: 'ssl-settings-without-enabled',
  title: 'TLS settings without ssl.enabled',
  severity: 'critical',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: 'Where any setting under xpack.security.transport.ssl or xpack.security.http.ssl is set, its enabled is set as well.',
  impact:
    'Elasticsearch 8 and later does not start, since it cannot tell whether TLS is wanted. 7.17 starts without TLS and logs a deprecation.',
  fix: filesFix(enabledOrGone),
  source: 'elastic/elasticsearch: SSLService.validateServerConfiguration',
});

/** Passwords without a file are what is left of TLS that was set up once: turning it on would end in the next error. */
function enabledOrGone(context: FixContext): readonly FixStep[] {
  const { files, secureSettings } = context;
  const prefix = prefixOf(context);
  const named = files.keystore ?? files.certificate ?? files.key;
  const secrets = (secureSettings ?? []).filter((name) => name.startsWith(`${prefix}.`));
  const leftover = secrets.filter((name) => !belongs(context, name));
  const removing =
    leftover.length === 0
      ? []
      : [
          keystoreRemove(
            context,
            'Remove the entries that belong to no file from the keystore. They count as settings of TLS.',
            ...leftover,
          ),
        ];
  if (named === null && leftover.length > 0) {
    return [
      ...removing,
      ...restart(context),
      settingAdvice(context, 'at-fault', `To use TLS here instead, put the lines under ${prefix} back, with ${prefix}.enabled: true.`),
    ];
  }
  return [
    setting(context, 'at-fault', 'Turn on TLS.', { [`${prefix}.enabled`]: true }),
    ...removing,
    ...restart(context),
    settingAdvice(context, 'at-fault', `If TLS is to be off here, delete the other settings under ${prefix} instead.`),
  ];
}

function belongs({ files }: FixContext, name: string): boolean {
  if (name.includes('.keystore.')) return files.keystore !== null;
  if (name.includes('.truststore.')) return files.truststore !== null;
  return files.key !== null;
}
