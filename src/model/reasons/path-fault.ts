import type { CertificateFlaw } from '../certificate-flaw.ts';
import type { KeyIdDifference } from '../key-id-differences.ts';
import type { CertificateFault, ConstraintFormFault, NameFormFault } from './certificate-fault.ts';
import type { NameFault } from './name-fault.ts';

/** Why a chain is refused: what stands behind a VerifyReason, with its facts. `subject` is of the certificate at fault, empty where it names nobody. */
export type PathFault =
  | {
      readonly code:
        | 'path-aborted'
        | 'path-without-certificate'
        | 'path-no-anchor'
        | 'path-anchors-unreadable'
        | 'path-store-unreadable'
        | 'path-certificate-unreadable'
        | 'path-too-many'
        | 'path-leads-nowhere'
        /** No certificate of the chain names a root that the public trusts as its issuer. */
        | 'path-names-no-public-root'
        | 'path-leaf-names-nobody'
        | 'path-without-policy';
    }
  | { readonly code: 'path-leaf-unreadable'; readonly flaw: CertificateFlaw }
  | { readonly code: 'path-member-unreadable' | 'path-member-malformed'; readonly subject: string; readonly fault: CertificateFault }
  | { readonly code: 'path-chain-too-long'; readonly certificates: number; readonly most: number }
  | { readonly code: 'path-message-too-long'; readonly bytes: number; readonly most: number }
  | { readonly code: 'path-too-many-cas'; readonly most: number }
  /** Of a path that is not sent in order. */
  | { readonly code: 'path-too-many-cas-built'; readonly most: number }
  | { readonly code: 'path-below-too-many'; readonly subject: string; readonly allowed: number; readonly below: number }
  | {
      readonly code:
        | 'path-two-algorithms'
        | 'path-without-issuer'
        | 'path-leaf-constrains-names'
        | 'path-leaf-signs-certificates'
        | 'path-ca-without-constraints'
        | 'path-ca-denies'
        | 'path-ca-key-usage'
        | 'path-signed-by-itself'
        | 'path-ends-untrusted'
        | 'path-policy-ends'
        | 'path-maps-any-policy';
      readonly subject: string;
    }
  | { readonly code: 'path-critical-extension'; readonly subject: string; readonly extension: string }
  | { readonly code: 'path-not-yet-valid'; readonly subject: string; readonly from: Date; readonly at: Date }
  | { readonly code: 'path-ended'; readonly subject: string; readonly until: Date }
  | { readonly code: 'path-purpose'; readonly subject: string; readonly usages: readonly string[]; readonly wanted: string }
  | { readonly code: 'path-netscape-type'; readonly subject: string; readonly purpose: 'server' | 'client' }
  | { readonly code: 'path-key-usage'; readonly subject: string; readonly wanted: readonly string[] }
  /** Lengths are in bits. */
  | {
      readonly code: 'path-key-too-short';
      readonly subject: string;
      readonly algorithm: string;
      readonly bits: number;
      readonly least: number;
    }
  /** `curve`: null where it is spelled out. */
  | { readonly code: 'path-curve-refused'; readonly subject: string; readonly curve: string | null }
  | { readonly code: 'path-algorithm-refused'; readonly subject: string; readonly algorithm: string }
  | { readonly code: 'path-names'; readonly subject: string; readonly authority: string; readonly names: NamesFault }
  /** A certificate of the issuer's name is at hand; Java takes the two names for different ones. */
  | {
      readonly code: 'path-issuer-written-otherwise';
      readonly subject: string;
      readonly issuer: string;
      readonly where: 'trusted' | 'sent';
    }
  /** None of that name is at hand, as far as certificates could be read. */
  | { readonly code: 'path-issuer-perhaps-unreadable'; readonly subject: string; readonly issuer: string; readonly unreadable: number }
  /** `issuer`: of it; empty where it names nobody. */
  | { readonly code: 'path-circle' | 'path-issuer-unknown' | 'path-no-root'; readonly subject: string; readonly issuer: string }
  | { readonly code: 'path-signature-unchecked'; readonly subject: string; readonly algorithm: string; readonly key: string }
  | { readonly code: 'path-not-signed'; readonly subject: string; readonly authority: string }
  | { readonly code: 'path-lookalike'; readonly subject: string; readonly authority: string; readonly sha256: string }
  | {
      readonly code: 'path-key-ids';
      readonly subject: string;
      readonly authority: string;
      readonly differences: readonly KeyIdDifference[];
    }
  | { readonly code: 'path-revoked'; readonly subject: string; readonly serial: string }
  | { readonly code: 'path-list-unsigned' | 'path-list-out-of-date'; readonly subject: string }
  | { readonly code: 'path-name'; readonly name: string; readonly why: NameFault };

/** Why names do not keep to nameConstraints. Names are as they are shown, with their form. */
export type NamesFault =
  | { readonly code: 'names-bounded' }
  | { readonly code: 'names-malformed'; readonly fault: NameFormFault | ConstraintFormFault }
  | { readonly code: 'names-excluded' | 'names-incomparable'; readonly name: string; readonly constraint: string }
  | { readonly code: 'names-not-permitted'; readonly name: string };
