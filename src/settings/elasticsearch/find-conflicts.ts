import type { VerificationMode } from '../../model/setup.ts';
import { keyPassword, pemPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';

/** Settings of a context that exclude each other, or lack the other half. */
export function findConflicts(loader: ContextLoader, verification: VerificationMode): void {
  const { prefix } = loader.plan;
  const certificate = loader.text('certificate');
  const key = loader.text('key');
  const store = loader.text('keystore.path');
  const conflict = (rule: string, detail: string, setting: string, log: string) =>
    loader.conflicts.push(loader.problem(rule, detail, { setting: loader.key(setting), log }));
  if (certificate !== null && store !== null) {
    const log = 'cannot specify both [certificate] and [keystore.path]';
    conflict('conflicting-key-settings', `${prefix}.certificate and ${prefix}.keystore.path exclude each other.`, 'certificate', log);
  } else if (certificate !== null && key === null) {
    const log = 'cannot specify [certificate] without also setting [key]';
    conflict('conflicting-key-settings', `${prefix}.certificate is set, and ${prefix}.key is not.`, 'certificate', log);
  } else if (key !== null && certificate === null) {
    const log = 'cannot specify [key] without also setting [certificate]';
    conflict('conflicting-key-settings', `${prefix}.key is set, and ${prefix}.certificate is not.`, 'key', log);
  } else {
    const pairs = store === null ? (key === null ? [] : [pemPassword]) : [storePassword, keyPassword];
    for (const { secure, legacy } of pairs) passwordConflict(loader, secure, legacy);
  }
  if (loader.settings.list(loader.key('certificate_authorities')) !== null && loader.text('truststore.path') !== null) {
    const log = 'cannot specify both [certificate_authorities] and [truststore.path]';
    const detail = `${prefix}.certificate_authorities and ${prefix}.truststore.path exclude each other.`;
    conflict('conflicting-trust-settings', detail, 'certificate_authorities', log);
  } else if (loader.text('truststore.path') !== null && verification !== 'none') {
    passwordConflict(loader, trustPassword.secure, trustPassword.legacy);
  }
}

function passwordConflict(loader: ContextLoader, secure: string, legacy: string): void {
  if (loader.secret(secure) === null || loader.text(legacy) === null) return;
  const detail = `${loader.key(secure)} stands in elasticsearch.keystore, and ${loader.key(legacy)} in elasticsearch.yml; they exclude each other.`;
  const log = `cannot specify both [${secure}] and [${legacy}]`;
  loader.conflicts.push(loader.problem('conflicting-passwords', detail, { setting: loader.key(legacy), log }));
}
