import type { CertificateFlaw } from '../certificate-flaw.ts';
import type { StructureFault } from './structure-fault.ts';

/** Those that have no facts beside the code. */
export type PlainCertificateFault =
  | 'certificate-version-1-spelled-out'
  | 'certificate-serial-negative'
  | 'certificate-serial-zero'
  | 'certificate-serial-too-long'
  | 'certificate-date-form'
  | 'certificate-extensions-before-version-3'
  | 'certificate-unique-id-in-version-1'
  | 'certificate-alternatives-empty'
  | 'certificate-alternative-unreadable'
  | 'certificate-names-nobody';

/** Where a certificate is not as RFC 5280 has it. */
export type CertificateFault =
  | { readonly code: 'certificate-flawed'; readonly flaw: CertificateFlaw }
  | { readonly code: PlainCertificateFault }
  | { readonly code: 'certificate-extension-repeated'; readonly extension: string }
  /** `fault`: what is wrong with the value of the extension. */
  | { readonly code: 'certificate-extension-broken'; readonly fault: StructureFault }
  | NameFormFault;

/** Why a name is not one of its form (RFC 5280 §4.2.1.6). `name`: as it is shown, with its form. */
export type NameFormFault =
  | { readonly code: 'name-form-dns' | 'name-form-email' | 'name-form-uri'; readonly name: string }
  | { readonly code: 'name-form-address'; readonly octets: number }
  | { readonly code: 'name-form-unreadable' };

/** Why a constraint of names is not one of its form (RFC 5280 §4.2.1.10). */
export type ConstraintFormFault =
  | { readonly code: 'constraint-form-host' | 'constraint-form-mailbox'; readonly base: string }
  | { readonly code: 'constraint-form-range' };
