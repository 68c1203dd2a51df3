import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { TlsContext } from '../../model/setup.ts';
import { keyPassword, pemPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a context and does not stop the node. */
export function contextWarnings(loader: ContextLoader, context: TlsContext): void {
  const { kind } = loader.plan;
  const warning = (rule: string, because: SetupProblemReason, setting: string | null, file?: string) =>
    loader.warnings.push(loader.problem(rule, because, { setting, stops: false, ...(file === undefined ? {} : { file }) }));
  for (const { keyMatches, chain, file, alias } of context.identities) {
    if (keyMatches === false) {
      const setting = loader.key(loader.text('keystore.path') !== null ? 'keystore.path' : 'key');
      const subject = chain[0]?.subject ?? null;
      warning('key-certificate-mismatch', { code: 'handshakes-fail-by-key', alias, subject }, setting, file);
    }
  }
  if (context.identities.length > 1 && kind !== 'realm') {
    const keys = context.identities.map(({ alias, chain }) => ({ alias, ofCa: chain[0]?.isCa === true }));
    warning('keystore-several-keys', { code: 'store-key-ambiguous', keys }, loader.key('keystore.path'));
  }
  const { place, value } = context.verification;
  if (value === 'none' && context.kind === 'transport') {
    warning('transport-verification-none', { code: 'transport-verifies-nothing' }, place === null ? null : loader.key('verification_mode'));
  }
  for (const { path, setting, mode, format, problem } of context.files) {
    // A folder has no key, nor has a text.
    const mayHold = format === null ? problem === null : format !== 'unknown';
    const holdsKey = mayHold && (setting === loader.key('key') || setting === loader.key('keystore.path'));
    if (holdsKey && mode !== null && (mode & 0o007) !== 0) {
      warning('private-key-world-readable', { code: 'key-open-to-everyone', file: path, mode }, setting, path);
    }
  }
  for (const { secure, legacy } of [storePassword, keyPassword, trustPassword, pemPassword]) {
    if (loader.text(legacy) !== null)
      warning('password-in-yaml', { code: 'password-in-yml', secure: loader.key(secure), legacy: loader.key(legacy) }, loader.key(legacy));
  }
  const keySet =
    context.enabled.place !== null && !context.enabled.value && (loader.text('keystore.path') ?? loader.text('certificate')) !== null;
  if (keySet && (kind === 'transport' || kind === 'http')) {
    const setting = loader.key('enabled');
    warning('ssl-enabled-false-explicit', { code: 'disabled-with-certificate', setting }, setting);
  }
}
