import type { RuledOutCode } from '../ruled-out.ts';

/** What could have been the cause, and is not, with what was seen. */
export type RuledOutFact =
  /** `directory`: of the files of the node, or of the Kibana, that can all be loaded. */
  | { readonly code: 'own-files'; readonly product: 'node' | 'kibana'; readonly directory: string }
  /** `open`: the labels of those that take connections. */
  | { readonly code: 'no-connection'; readonly open: readonly string[] }
  | { readonly code: Exclude<RuledOutCode, 'own-files' | 'no-connection'> };
