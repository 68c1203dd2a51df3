import type { KeyIdDifference } from '../key-id-differences.ts';
import type { VerifyReason } from '../verify-reason.ts';
import type { PathFault } from './path-fault.ts';
import type { OfferAnswer, RefusalFault } from './refusal-fault.ts';
import type { TrustUnread } from './setup-reason.ts';
import type { Silence } from './silence.ts';
import type { TrustReason } from './verdict-reason.ts';

/** Why nothing, or not all, is known of a peer. */
export type PeerGap = Silence | { readonly code: 'neither-tls-nor-transport' | 'no-certificate-in-files' };

/** Why a peer takes any certificate. */
export type TrustsEverything = {
  readonly code: 'verification-mode-none' | 'kibana-verification-none' | 'settings-verify-nothing' | 'unsigned-let-in';
};

/** Why it does not show whom a peer trusts. */
export type TrustNotShown = TrustUnread | { readonly code: 'asks-no-certificate' | 'names-not-seen' | 'names-no-ca' | 'trust-unread' };

/** Why a peer takes a certificate. `judge` is the peer that judges, `peer` the one at the other end, by their labels. */
export type AcceptedBecause =
  | TrustsEverything
  | { readonly code: 'accepts-any'; readonly judge: string; readonly why: TrustsEverything }
  /** Null: the path did not say. */
  | { readonly code: 'leads-to-anchor'; readonly anchor: string | null }
  | { readonly code: 'certificate-not-asked'; readonly peer: string | null }
  | { readonly code: 'unsent-let-in'; readonly peer: string }
  | { readonly code: 'without-let-in' | 'kibana-let-in' }
  | { readonly code: 'offered-and-taken'; readonly peer: string; readonly how: OfferAnswer }
  | { readonly code: 'same-ca-let-in'; readonly judge: string }
  | {
      readonly code: 'issuer-signed-its-own' | 'issuer-of-same-key-id' | 'issuer-named';
      readonly judge: string;
      readonly authority: string;
    }
  | { readonly code: 'signed-by-only-namesake'; readonly authority: string };

/** Why it cannot be told whether a peer takes a certificate. */
export type AcceptanceUnknown =
  | TrustReason
  | TrustNotShown
  | { readonly code: 'holder-not-seen'; readonly holder: string; readonly why: PeerGap | { readonly code: 'no-certificate-seen' } }
  | { readonly code: 'judge-trust-not-shown'; readonly judge: string; readonly why: TrustNotShown }
  | { readonly code: 'one-of-two-certificates-trusted' | 'several-key-ids'; readonly judge: string; readonly authority: string }
  | {
      readonly code: 'serial-not-shown';
      readonly judge: string;
      readonly authority: string;
      readonly entries: number;
      readonly serial: string;
    }
  | {
      readonly code: 'key-id-not-shown';
      readonly judge: string;
      readonly authority: string;
      readonly entries: number;
      readonly keyId: string;
    }
  | {
      readonly code: 'reissued-ca-trusted';
      readonly judge: string;
      readonly authority: string;
      readonly subject: string;
      readonly differences: readonly KeyIdDifference[];
    }
  | { readonly code: 'no-authority-key-id'; readonly subject: string; readonly authority: string }
  | { readonly code: 'jdks-differ'; readonly refusing: 'JDK 17' | 'JDK 25'; readonly why: PathFault }
  | { readonly code: 'acceptance-undecided'; readonly reason: VerifyReason; readonly fault: RefusalFault }
  | { readonly code: 'leaf-named-itself'; readonly judge: string; readonly subject: string }
  /** `fault`: for which it would be refused. */
  | { readonly code: 'flawed-and-named-itself'; readonly judge: string; readonly subject: string; readonly fault: RefusalFault }
  | { readonly code: 'insistence-not-proved'; readonly peer: string; readonly besides: InsistenceBesides | null };

/** What keeps it from being accepted where the other insists: why it would be refused, or why that is not known. */
export type InsistenceBesides =
  | { readonly kind: 'refused'; readonly fault: RefusalFault }
  | { readonly kind: 'unknown'; readonly because: AcceptanceUnknown };
