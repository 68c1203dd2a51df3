import { ecdhe, type KeyExchange } from './key-exchange.ts';

/** Key pairs for the groups that can be computed; undefined for the others. */
export type EphemeralKeys = (group: number) => KeyExchange | undefined;

/** A new pair each time, as a client that has something to hide needs it. */
export function freshKeys(random: (length: number) => Uint8Array): EphemeralKeys {
  return (group) => ecdhe(group, random);
}

/**
 * One pair a group for as long as the source lives. A scanner sends nothing secret, and making a key pair costs more than the rest of its
 * handshake; who carries data of worth takes `freshKeys`.
 */
export function sharedKeys(): EphemeralKeys {
  const pairs = new Map<number, KeyExchange | undefined>();
  return (group) => {
    if (!pairs.has(group)) pairs.set(group, ecdhe(group));
    return pairs.get(group);
  };
}
