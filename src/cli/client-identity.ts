import type { KeyObject } from 'node:crypto';

/** A client certificate and its key. */
export type ClientIdentity = { readonly chain: readonly Uint8Array[]; readonly key: KeyObject };
