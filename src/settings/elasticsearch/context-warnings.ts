import type { TlsContext } from '../../model/setup.ts';
import { keyPassword, pemPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';

/** What is wrong with a context and does not stop the node. */
export function contextWarnings(loader: ContextLoader, context: TlsContext): void {
  const { kind } = loader.plan;
  const warning = (rule: string, detail: string, setting: string | null, file?: string) =>
    loader.warnings.push(loader.problem(rule, detail, { setting, stops: false, ...(file === undefined ? {} : { file }) }));
  for (const { keyMatches, chain, file, alias } of context.identities) {
    if (keyMatches === false) {
      const setting = loader.key(loader.text('keystore.path') !== null ? 'keystore.path' : 'key');
      const detail = `The private key${alias === null ? '' : ` of ${alias}`} does not belong to ${chain[0]?.subject ?? 'its certificate'}: the node starts, and every handshake fails.`;
      warning('key-certificate-mismatch', detail, setting, file);
    }
  }
  if (context.identities.length > 1 && kind !== 'realm') {
    const names = context.identities.map(({ alias, chain }) => `${alias ?? '?'}${chain[0]?.isCa === true ? ' (a CA)' : ''}`).join(', ');
    warning(
      'keystore-several-keys',
      `The store has several private keys: ${names}. Which one is used, the JVM decides.`,
      loader.key('keystore.path'),
    );
  }
  const { place, value } = context.verification;
  if (value === 'none' && context.kind === 'transport') {
    warning(
      'transport-verification-none',
      `verification_mode is none: any certificate is taken.`,
      place === null ? null : loader.key('verification_mode'),
    );
  }
  for (const { path, setting, mode, format, problem } of context.files) {
    // A folder has no key, nor has a text.
    const mayHold = format === null ? problem === null : format !== 'unknown';
    const holdsKey = mayHold && (setting === loader.key('key') || setting === loader.key('keystore.path'));
    if (holdsKey && mode !== null && (mode & 0o007) !== 0) {
      warning(
        'private-key-world-readable',
        `${path} has a private key, and its mode ${mode.toString(8)} lets every user at it.`,
        setting,
        path,
      );
    }
  }
  for (const { secure, legacy } of [storePassword, keyPassword, trustPassword, pemPassword]) {
    if (loader.text(legacy) !== null)
      warning(
        'password-in-yaml',
        `${loader.key(legacy)} has its password in elasticsearch.yml; ${loader.key(secure)} in elasticsearch.keystore is the place for it.`,
        loader.key(legacy),
      );
  }
  const keySet =
    context.enabled.place !== null && !context.enabled.value && (loader.text('keystore.path') ?? loader.text('certificate')) !== null;
  if (keySet && (kind === 'transport' || kind === 'http')) {
    warning(
      'ssl-enabled-false-explicit',
      `${loader.key('enabled')} is false, and a certificate is set: nothing is encrypted.`,
      loader.key('enabled'),
    );
  }
}
