import type { Namesakes } from '../namesakes.ts';
import type { RefusalReason } from '../verify-reason.ts';
import type { RefusalFault } from './refusal-fault.ts';

/** Why a node stands out among others. `ca` is the name of a CA; null where no certificate was seen. */
export type DifferenceReason =
  | { readonly code: 'speaks-plaintext' | 'speaks-tls' | 'auto-configured-alone' }
  /** Of a CA that was issued again with its key. `behind`: it is the node that has the older certificate of the CA; null where that does not show. */
  | {
      readonly code: 'has-reissued-ca';
      readonly ca: string;
      readonly behind: boolean | null;
      readonly namesakes: Namesakes;
      readonly trusts: boolean;
    }
  | { readonly code: 'trusts-lookalike-ca' | 'issued-by-lookalike-ca' | 'issued-by-other-ca'; readonly ca: string | null }
  /** `trusted`: the names of the CAs that it accepts; empty where they did not show. */
  | { readonly code: 'trusts-other-ca'; readonly ca: string | null; readonly trusted: readonly string[] }
  /** `fault`: what the peer that refuses it finds in it. */
  | { readonly code: 'certificate-refused'; readonly reason: RefusalReason; readonly fault: RefusalFault }
  /** What the rule found, as its finding says it. */
  | { readonly code: 'as-found'; readonly message: string };
