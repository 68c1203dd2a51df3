import type { Secret } from '../model/secret.ts';
import type { Setup } from '../model/setup.ts';
import type { SecureSettings } from '../stores/keystore.ts';
import type { PasswordSource } from '../stores/password-source.ts';
import { fileUnread, openFile } from './open-file.ts';

/** `elasticsearch.keystore` or `kibana.keystore`, as far as it could be opened. */
export type OpenedKeystore = SecureSettings | { readonly kind: 'absent' };

/**
 * Opens the protected settings of a node or a Kibana, at most 8 MiB. Passwords are asked for only where it has one.
 *
 * @param read the reader of that product's format
 */
export async function openKeystore(
  file: string,
  read: (bytes: Uint8Array, passwords: readonly Secret[]) => SecureSettings,
  passwords: PasswordSource,
): Promise<OpenedKeystore> {
  const opened = await openFile(file, 8 * 1024 * 1024);
  if (opened.bytes === null) {
    return opened.fault === 'missing' ? { kind: 'absent' } : { kind: 'unreadable', protected: false, because: fileUnread(file, opened) };
  }
  const { bytes } = opened;
  const first = read(bytes, []);
  if (first.kind !== 'locked') return first;
  const fits = (password: Secret) => read(bytes, [password]).kind !== 'locked';
  return read(bytes, await passwords({ kind: 'settings', file, setting: null, fits }));
}

/** What a setup says of it: the names of its entries, never their values. */
export function keystoreOfSetup(file: string, keystore: OpenedKeystore): Setup['keystore'] {
  return {
    file,
    kind: keystore.kind,
    protected: keystore.kind === 'absent' ? false : keystore.protected,
    entries: keystore.kind === 'opened' ? [...keystore.entries.keys()] : [],
    because: keystore.kind === 'opened' || keystore.kind === 'absent' ? null : keystore.because,
  };
}
