import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { VerificationMode } from '../../model/setup.ts';
import { keyPassword, pemPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';

/** Settings of a context that cannot be used together, or lack the other half. */
export function findConflicts(loader: ContextLoader, verification: VerificationMode): void {
  const certificate = loader.text('certificate');
  const key = loader.text('key');
  const store = loader.text('keystore.path');
  const conflict = (rule: string, because: SetupProblemReason, setting: string, log: string) =>
    loader.conflicts.push(loader.problem(rule, because, { setting: loader.key(setting), log }));
  const exclusive = (one: string, other: string) =>
    ({ code: 'settings-exclude-each-other', settings: [loader.key(one), loader.key(other)] }) as const;
  if (certificate !== null && store !== null) {
    const log = 'cannot specify both [certificate] and [keystore.path]';
    conflict('conflicting-key-settings', exclusive('certificate', 'keystore.path'), 'certificate', log);
  } else if (certificate !== null && key === null) {
    const log = 'cannot specify [certificate] without also setting [key]';
    conflict(
      'conflicting-key-settings',
      { code: 'setting-without-other', setting: loader.key('certificate'), missing: loader.key('key') },
      'certificate',
      log,
    );
  } else if (key !== null && certificate === null) {
    const log = 'cannot specify [key] without also setting [certificate]';
    conflict(
      'conflicting-key-settings',
      { code: 'setting-without-other', setting: loader.key('key'), missing: loader.key('certificate') },
      'key',
      log,
    );
  } else {
    const pairs = store === null ? (key === null ? [] : [pemPassword]) : [storePassword, keyPassword];
    for (const { secure, legacy } of pairs) passwordConflict(loader, secure, legacy);
  }
  if (loader.settings.list(loader.key('certificate_authorities')) !== null && loader.text('truststore.path') !== null) {
    const log = 'cannot specify both [certificate_authorities] and [truststore.path]';
    conflict('conflicting-trust-settings', exclusive('certificate_authorities', 'truststore.path'), 'certificate_authorities', log);
  } else if (loader.text('truststore.path') !== null && verification !== 'none') {
    passwordConflict(loader, trustPassword.secure, trustPassword.legacy);
  }
}

function passwordConflict(loader: ContextLoader, secure: string, legacy: string): void {
  if (loader.secret(secure) === null || loader.text(legacy) === null) return;
  const because = { code: 'password-set-twice', secure: loader.key(secure), legacy: loader.key(legacy) } as const;
  const log = `cannot specify both [${secure}] and [${legacy}]`;
  loader.conflicts.push(loader.problem('conflicting-passwords', because, { setting: loader.key(legacy), log }));
}
