import type { CertificateFlaw } from '../certificate-flaw.ts';
import type { KeyIdDifference } from '../key-id-differences.ts';
import type { FirstNames } from './name-fault.ts';
import type { PathFault } from './path-fault.ts';

/** What a peer did with a certificate that was offered to it. */
export type OfferAnswer =
  /** `by`: what showed it. */
  | { readonly code: 'offer-let-in'; readonly by: 'finished' | 'ticket' | 'data' | 'pong' }
  /** Of RFC 8446 §6.2, with its number. */
  | { readonly code: 'offer-alert'; readonly description: number; readonly name: string }
  | { readonly code: 'offer-closed' };

/** What shows that a peer trusts another CA certificate of the same name. `judge` is the peer. */
type AnotherAuthority =
  /** It names that CA, and refused a certificate of it in which nothing is wrong. */
  | { readonly code: 'key-refused-by-judge'; readonly judge: string }
  /** It accepted a certificate that names the key id. `compared`: signatures showed that it is another key. */
  | { readonly code: 'key-id-let-in'; readonly judge: string; readonly keyId: string; readonly compared: boolean };

/** What shows that it trusts another key. */
export type AnotherKey =
  | AnotherAuthority
  /** The judge's own certificate names the key id. */
  | { readonly code: 'key-id-of-own'; readonly judge: string; readonly keyId: string; readonly compared: boolean };

/** What shows that it trusts the same key in another CA certificate. */
export type AnotherId =
  | AnotherAuthority
  /** What issued the judge's own certificate has what the refused one does not name. */
  | { readonly code: 'issuer-of-own'; readonly judge: string; readonly what: KeyIdDifference['what'] }
  | { readonly code: 'serial-of-own'; readonly judge: string };

/** Why a peer refuses a certificate: what stands behind a RefusalReason, with its facts. `judge` and `peer` go by their labels, CAs by their names. */
export type RefusalFault =
  | PathFault
  /** `place` among those that are sent, from 0; 0 is the peer's own. */
  | { readonly code: 'refusal-unreadable'; readonly place: number; readonly flaw: CertificateFlaw }
  | { readonly code: 'refusal-unreadable-to-judge'; readonly subject: string; readonly flaw: CertificateFlaw }
  /** `named`: the CAs that the judge names. */
  | { readonly code: 'refusal-not-sent'; readonly issuer: string; readonly named: FirstNames }
  | { readonly code: 'refusal-self-signed'; readonly judge: string; readonly trusted: FirstNames }
  | { readonly code: 'refusal-unknown-issuer'; readonly issuer: string; readonly judge: string; readonly trusted: FirstNames }
  /** Of Kibana's certificate. `trusted`: the first ten. */
  | { readonly code: 'refusal-untrusted-issuer'; readonly issuer: string; readonly trusted: readonly string[] }
  | { readonly code: 'refusal-lookalike-ca'; readonly authority: string; readonly keyId: string | null; readonly shown: AnotherKey }
  | {
      readonly code: 'refusal-key-ids';
      readonly authority: string;
      readonly differences: readonly KeyIdDifference[];
      readonly shown: AnotherId;
    }
  /** `above`: its issuer, whose name is trusted. */
  | { readonly code: 'refusal-without-intermediate'; readonly missing: string; readonly above: string }
  /** `above`: a CA that Kibana trusts, and whose key signed the intermediate. */
  | { readonly code: 'refusal-by-kibana-without-intermediate'; readonly missing: string; readonly above: string }
  | { readonly code: 'refusal-without-certificate' | 'refusal-unexplained' }
  | { readonly code: 'refusal-without-reason'; readonly peer: string; readonly how: OfferAnswer }
  /** Of a leaf by itself, where no path can be built. */
  | { readonly code: 'refusal-leaf-ended'; readonly until: Date }
  | { readonly code: 'refusal-leaf-not-yet-valid'; readonly from: Date }
  | { readonly code: 'refusal-leaf-purpose'; readonly usages: readonly string[]; readonly wanted: 'serverAuth' | 'clientAuth' }
  | { readonly code: 'refusal-leaf-key-usage'; readonly usages: readonly string[] };
