import type { LocalLimit } from '../local-limit.ts';

/** Why nothing shows of what a port speaks. */
export type Silence =
  | { readonly code: 'connection-refused' }
  | { readonly code: 'connection-timeout'; readonly afterMs: number }
  /** `detail`: the system's own word for it. */
  | { readonly code: 'host-unreachable' | 'name-unresolved'; readonly detail: string }
  | { readonly code: 'connection-not-attempted'; readonly limit: LocalLimit }
  | { readonly code: 'port-silent' | 'port-closed-at-once' | 'protocol-not-shown' };
