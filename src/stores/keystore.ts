import type { KeystoreFault } from '../model/reasons/file-fault.ts';
import type { Secret } from '../model/secret.ts';

/** What the protected settings of a node or a Kibana turned out to be. */
export type SecureSettings =
  | { readonly kind: 'opened'; readonly protected: boolean; readonly entries: ReadonlyMap<string, Secret> }
  /** It has a password, and none of those given is the right one. */
  | { readonly kind: 'locked'; readonly protected: true; readonly because: KeystoreFault }
  | { readonly kind: 'unreadable'; readonly protected: boolean; readonly because: KeystoreFault };
