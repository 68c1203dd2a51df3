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
  | { readonly code: 'context-undetermined'; readonly context: string; readonly why: Reason };

/** The codes are stable: reports have them. */
export type ReasonCode = Reason['code'];
