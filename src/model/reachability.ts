import type { LocalLimit } from './local-limit.ts';

/** Whether a TCP connection came about. */
export type Reachability = { readonly kind: 'open' } | Unreached;

/** Why none did. */
export type Unreached =
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'unresolved'; readonly detail: string }
  /** For a limit of our own nothing was tried, or nothing that left this machine: whether the endpoint can be reached was not checked. */
  | { readonly kind: 'not-attempted'; readonly limit: LocalLimit };

/** A connection was tried, and none came about; where a limit of our own kept us from trying, nothing is known of the endpoint. */
export function isUnreachable({ reachability }: { readonly reachability: Reachability['kind'] }): boolean {
  return reachability !== 'open' && reachability !== 'not-attempted';
}
