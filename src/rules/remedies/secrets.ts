import type { FixContext, FixStep } from '../../model/fix.ts';
import { layerOf } from './layer.ts';
import { keystoreRemove } from './tools.ts';

/** The entry of the keystore that holds the secret of the setting at hand. */
export function secureName(context: FixContext): string {
  const layer = layerOf(context);
  const { setting } = context;
  if (setting === null) return layer.keystorePassword;
  if (layer.product === 'Kibana') return setting.replace(/\.path$/, '.password').replace(/\.(?:key|certificate)$/, '.keyPassphrase');
  return setting
    .replace(/\.(keystore|truststore)\.(?:path|password|secure_password)$/, '.$1.secure_password')
    .replace(/\.keystore\.key_password$/, '.keystore.secure_key_password')
    .replace(/\.(?:key|certificate|key_passphrase)$/, '.secure_key_passphrase');
}

/** Each use of a store has an entry of its own, even where it is the same file. */
export function usesOf(context: FixContext): readonly string[] {
  const layer = layerOf(context);
  const { keystore, truststore } = context.files;
  return keystore === null || keystore !== truststore ? [secureName(context)] : [layer.keystorePassword, layer.truststorePassword];
}

/** Those of them that the keystore lacks, and that of the setting at hand. */
export function missingUses(context: FixContext): readonly string[] {
  const own = secureName(context);
  const missing = usesOf(context).filter((name) => context.secureSettings?.includes(name) !== true);
  return missing.includes(own) ? missing : [own, ...missing];
}

/** Entries of the keystore among these, which count as settings; nothing where they are known not to be there. */
export function leftoverSecrets(context: FixContext, ...names: readonly string[]): readonly FixStep[] {
  const { secureSettings } = context;
  const there = secureSettings === null ? names : names.filter((name) => secureSettings.includes(name));
  if (there.length === 0) return [];
  const text =
    secureSettings === null
      ? 'Remove the passwords of what was deleted from the keystore, if they are there. They count as settings.'
      : 'Remove the passwords of what was deleted from the keystore. They count as settings.';
  return [keystoreRemove(context, text, ...there)];
}
