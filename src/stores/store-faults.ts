import type { PasswordWeakness } from '../model/password-weakness.ts';
import type { KeyEntry, Store, StoreEntry } from './store.ts';

export type OpenedStore = Extract<Store, { readonly kind: 'store' }>;

/** The private keys in a store, in its order. */
export function keysOf({ entries }: OpenedStore): readonly KeyEntry[] {
  return entries.filter((entry) => entry.kind === 'key');
}

/** What a store has in place of a trusted entry, without which Elasticsearch takes it for no trust store; null where it has one. */
export type NoAnchors = {
  /** Certificates that a JVM does not see, for want of its attribute. */
  readonly unmarked: number;
  readonly keys: number;
};

/** Judges it as a trust store. */
export function noAnchors({ entries }: OpenedStore): NoAnchors | null {
  if (entries.some(({ kind }) => kind === 'trusted')) return null;
  const count = (wanted: StoreEntry['kind']) => entries.filter(({ kind }) => kind === wanted).length;
  return { unmarked: count('unmarked'), keys: count('key') };
}

/** Why a store is no key store: it has no private key, or a key without its certificate; null where it has both. */
export type NoIdentity = 'no-key' | 'no-certificate';

/** Judges it as a key store. */
export function noIdentity(store: OpenedStore): NoIdentity | null {
  const keys = keysOf(store);
  if (keys.length === 0) return 'no-key';
  return keys.every(({ chain }) => chain.length === 0) ? 'no-certificate' : null;
}

/** How its password fails to protect it; null where it does not. The certificates of a trust store are public, so that it needs no password. */
export function passwordWeakness(store: OpenedStore): PasswordWeakness | null {
  return store.weakPassword === 'empty' && keysOf(store).length === 0 ? null : store.weakPassword;
}

/** Whether it is a file whose format has no entries, so that each certificate stands for itself. */
export function isPlain({ format }: OpenedStore): boolean {
  return format === 'pem' || format === 'der';
}
