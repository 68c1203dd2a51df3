import { Secret } from '../model/secret.ts';
import type { PasswordSource } from './password-source.ts';
import { readStore } from './read-store.ts';
import type { Store } from './store.ts';

/**
 * Reads a file with keys and certificates that somebody named, without settings that say how: the empty password is tried first, so in the
 * `password` of the answer it is 0, and only where it does not open everything others are asked for. What opens the store is tried on its keys first, then all are.
 */
export async function openGivenStore(content: Uint8Array, file: string, passwords: PasswordSource): Promise<Store> {
  const empty = new Secret('');
  const first = readStore(content, { name: file, passwords: [empty] });
  if (!isLocked(first)) return first;
  const kind = first.kind === 'unreadable' ? 'store' : 'key';
  const fits = (password: Secret) => {
    const tried = readStore(content, { name: file, passwords: [empty, password] });
    return kind === 'store' ? tried.kind === 'store' : !isLocked(tried);
  };
  const more = await passwords({ kind, file, setting: null, fits });
  if (more.length === 0) return first;
  const all = [empty, ...more];
  const opened = readStore(content, { name: file, passwords: all });
  // Trying every password on every key takes long: mostly a key has that of its store.
  return opened.kind === 'store' && isLocked(opened) ? readStore(content, { name: file, passwords: all, keyPasswords: all }) : opened;
}

function isLocked(store: Store): boolean {
  if (store.kind === 'unreadable') return ['wrong-password', 'password-needed', 'mac-not-supported'].includes(store.fault);
  return store.entries.some((entry) => entry.kind === 'key' && entry.fault === 'wrong-password');
}
