import type { VerificationMode } from '../../model/setup.ts';
import { keyPassword, pemPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';

/** Settings of a context that exclude each other, or lack the other half. */
export function findConflicts(bench: ContextLoader, verification: VerificationMode): void {
  const { prefix } = bench.plan;
  const certificate = bench.text('certificate');
  const key = bench.text('key');
  const store = bench.text('keystore.path');
  const conflict = (rule: string, detail: string, setting: string, log: string) =>
    bench.conflicts.push(bench.problem(rule, detail, { setting: bench.key(setting), log }));
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
    for (const { secure, legacy } of pairs) passwordConflict(bench, secure, legacy);
  }
  if (bench.settings.list(bench.key('certificate_authorities')) !== null && bench.text('truststore.path') !== null) {
    const log = 'cannot specify both [certificate_authorities] and [truststore.path]';
    const detail = `${prefix}.certificate_authorities and ${prefix}.truststore.path exclude each other.`;
    conflict('conflicting-trust-settings', detail, 'certificate_authorities', log);
  } else if (bench.text('truststore.path') !== null && verification !== 'none') {
    passwordConflict(bench, trustPassword.secure, trustPassword.legacy);
  }
}

function passwordConflict(bench: ContextLoader, secure: string, legacy: string): void {
  if (bench.secret(secure) === null || bench.text(legacy) === null) return;
  const detail = `${bench.key(secure)} stands in elasticsearch.keystore, and ${bench.key(legacy)} in elasticsearch.yml; they exclude each other.`;
  const log = `cannot specify both [${secure}] and [${legacy}]`;
  bench.conflicts.push(bench.problem('conflicting-passwords', detail, { setting: bench.key(legacy), log }));
}
