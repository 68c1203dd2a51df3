import type { VerifyReason } from '../verify-reason.ts';
import type { PathFault } from './path-fault.ts';
import type { StructureFault } from './structure-fault.ts';

type NoCertificate = { readonly code: 'no-certificate-seen' };

/** Why a name was not compared with a certificate. */
export type NameReason = NoCertificate | { readonly code: 'no-name-asked' | 'certificate-unreadable' };

/** Why a chain was not judged. */
export type TrustReason =
  | NoCertificate
  /** No certificate was given as trust. */
  | { readonly code: 'no-trust-given' }
  | { readonly code: 'run-interrupted' }
  /** A verifier came to no end. */
  | { readonly code: 'verification-undecided'; readonly reason: VerifyReason; readonly why: PathFault };

/** Why a stapled OCSP response tells nothing. */
export type OcspFault =
  | { readonly code: 'ocsp-too-large'; readonly octets: number }
  | {
      readonly code:
        | 'ocsp-issuer-unknown'
        | 'ocsp-not-basic'
        | 'ocsp-other-certificate'
        | 'ocsp-signature-unsupported'
        | 'ocsp-signer-foreign';
    }
  | { readonly code: 'ocsp-malformed'; readonly fault: StructureFault }
  /** `status`: the responder's word of RFC 6960 §4.2.1; null where it is none that is known. */
  | { readonly code: 'ocsp-refused'; readonly status: string | null };
