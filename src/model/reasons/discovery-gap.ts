import type { ApiRefusal } from './api-refusal.ts';

/** Why a cluster may have more nodes than were found. */
export type DiscoveryGap =
  /** Nobody could be asked. */
  | { readonly code: 'no-http-port-of-a-node' }
  /** `refusals`: those who were asked and did not name the nodes, by their labels. */
  | { readonly code: 'nodes-not-named'; readonly refusals: readonly { readonly node: string; readonly why: ApiRefusal }[] };
