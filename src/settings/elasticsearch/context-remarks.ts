import type { TlsContext } from '../../model/setup.ts';
import { keyPassword, pemPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a context and does not stop the node. */
export function contextRemarks(bench: ContextLoader, context: TlsContext): void {
  const { kind } = bench.plan;
  const remark = (rule: string, detail: string, setting: string | null, file?: string) =>
    bench.remarks.push(bench.problem(rule, detail, { setting, stops: false, ...(file === undefined ? {} : { file }) }));
  for (const { keyMatches, chain, file, alias } of context.identities) {
    if (keyMatches === false) {
      const setting = bench.key(bench.text('keystore.path') !== null ? 'keystore.path' : 'key');
      const detail = `The private key${alias === null ? '' : ` of ${alias}`} does not belong to ${chain[0]?.subject ?? 'its certificate'}: the node starts, and every handshake fails.`;
      remark('key-certificate-mismatch', detail, setting, file);
    }
  }
  if (context.identities.length > 1 && kind !== 'realm') {
    const names = context.identities.map(({ alias, chain }) => `${alias ?? '?'}${chain[0]?.isCa === true ? ' (a CA)' : ''}`).join(', ');
    remark(
      'keystore-several-keys',
      `The store has several private keys: ${names}. Which one is used, the JVM decides.`,
      bench.key('keystore.path'),
    );
  }
  const { place, value } = context.verification;
  if (value === 'none' && context.kind === 'transport') {
    remark(
      'transport-verification-none',
      `verification_mode is none: any certificate is taken.`,
      place === null ? null : bench.key('verification_mode'),
    );
  }
  for (const { path, setting, mode } of context.files) {
    const holdsKey = setting === bench.key('key') || setting === bench.key('keystore.path');
    if (holdsKey && mode !== null && (mode & 0o007) !== 0) {
      remark(
        'private-key-world-readable',
        `${path} has a private key, and its mode ${mode.toString(8)} lets every user at it.`,
        setting,
        path,
      );
    }
  }
  for (const { secure, legacy } of [storePassword, keyPassword, trustPassword, pemPassword]) {
    if (bench.text(legacy) !== null)
      remark(
        'password-in-yaml',
        `${bench.key(legacy)} has its password in elasticsearch.yml; ${bench.key(secure)} in elasticsearch.keystore is the place for it.`,
        bench.key(legacy),
      );
  }
  const keySet =
    context.enabled.place !== null && !context.enabled.value && (bench.text('keystore.path') ?? bench.text('certificate')) !== null;
  if (keySet && (kind === 'transport' || kind === 'http')) {
    remark(
      'ssl-enabled-false-explicit',
      `${bench.key('enabled')} is false, and a certificate is set: nothing is encrypted.`,
      bench.key('enabled'),
    );
  }
}
