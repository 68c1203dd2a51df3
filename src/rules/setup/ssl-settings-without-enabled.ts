import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
import { setting } from '../remedies/settings-edit.ts';
import { keystoreRemove, restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether TLS that has settings is also switched on or off in so many words. */
export const sslSettingsWithoutEnabled = reportedRule({
  id: 'ssl-settings-without-enabled',
  title: 'TLS settings without enabled',
  severity: 'critical',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'Where there is any setting under xpack.security.transport.ssl or xpack.security.http.ssl, its enabled is set as well.',
  why: 'Elasticsearch 8 and later does not start, since it cannot tell whether TLS is wanted. 7.17 starts without TLS and writes a deprecation.',
  fix: filesFix((context) => {
    const prefix = prefixOf(context);
    const leftover = (context.secureSettings ?? []).filter((name) => name.startsWith(`${prefix}.`));
    return [
      setting(context, 'at-fault', 'Say that TLS is on. Or, where it is to be off, delete the other settings under this prefix.', {
        [`${prefix}.enabled`]: true,
      }),
      ...(leftover.length === 0 || context.files.keystore !== null
        ? []
        : [
            keystoreRemove(
              context,
              'Entries of the keystore count as settings. These belong to no file that is named: remove them.',
              ...leftover,
            ),
          ]),
      ...restart(context),
    ];
  }),
  source: 'elastic/elasticsearch: SSLService.validateServerConfiguration',
});
