import type { PairVerdict } from '../pair-verdict.ts';
import type { AcceptedBecause, PeerGap, TrustsEverything } from './acceptance-reason.ts';
import type { ApiRefusal } from './api-refusal.ts';
import type { BundleReason } from './bundle-reason.ts';
import type { ClientAuthReason } from './client-auth-reason.ts';
import type { KeystoreFault } from './file-fault.ts';
import type { KubernetesReason } from './kubernetes-reason.ts';
import type { PolicyReason } from './policy-reason.ts';
import type { EndpointReason, PairReason, SetupRuleReason } from './rule-reason.ts';
import type { MaterialUnread, SettingsUnread, SetupUnknown, TrustUnread } from './setup-reason.ts';
import type { Silence } from './silence.ts';
import type { NameReason, OcspFault, TrustReason } from './verdict-reason.ts';

/** Why something is not known, or was not checked: a code with its facts. The sentence for it is made in `wording/`. */
export type Reason =
  | Silence
  | NameReason
  | TrustReason
  | OcspFault
  | ClientAuthReason
  | ApiRefusal
  | SettingsUnread
  | SetupUnknown
  | MaterialUnread
  | TrustUnread
  | KeystoreFault
  | PeerGap
  | TrustsEverything
  | AcceptedBecause
  | EndpointReason
  | PairReason
  | SetupRuleReason
  | PolicyReason
  | BundleReason
  | KubernetesReason
  /** What a rule on one of several contexts cannot tell. */
  | { readonly code: 'context-undetermined'; readonly context: string; readonly why: Reason }
  /** `from` connects to `to`; whether the one accepts the other did not show. */
  | { readonly code: 'pair-undecided'; readonly from: string; readonly to: string; readonly why: PairVerdictReason };

/** What a verdict on a pair of nodes rests on. */
export type PairVerdictReason =
  /** Every rule on pairs passed. */
  | { readonly code: 'pair-without-fault' }
  /** What the rule found, as its finding says it. */
  | { readonly code: 'pair-fault-found'; readonly message: string }
  | { readonly code: 'pair-not-told'; readonly why: Reason }
  /** The verification_mode of `from` decides, and does not show; each mode with its verdict. `why`: of full. */
  | {
      readonly code: 'pair-mode-decides';
      readonly from: string;
      readonly certificate: PairVerdict;
      readonly full: PairVerdict;
      readonly why: Exclude<PairVerdictReason, { readonly code: 'pair-mode-decides' }>;
    };

/** The codes are stable: reports have them. */
export type ReasonCode = Reason['code'];
