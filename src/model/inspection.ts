import type { CertificateReport } from './report.ts';
import type { Severity } from './severity.ts';

/** Something wrong with a certificate that its dates, key, names or usages show. */
export type Problem = {
  /** The id in the catalogue of rules: `handclasp explain` knows more. */
  readonly rule: string;
  readonly severity: Severity;
  readonly detail: string;
};

/** One certificate of a file. */
export type InspectedCertificate = CertificateReport & {
  readonly pathLength: number | null;
  readonly selfSigned: boolean;
  /** Whether the next certificate of the file signed it; null where there is none, or the signature could not be checked. */
  readonly signedByNext: boolean | null;
  readonly problems: readonly Problem[];
};

/** What a file holds. */
export type InspectedFile = {
  readonly file: string;
  readonly certificates: readonly InspectedCertificate[];
  /** Certificates that could not be read: their place in the file, from 1, and why. */
  readonly unreadable: readonly { readonly place: number; readonly because: string }[];
  /** What is wrong with the file as a whole; null where nothing is. */
  readonly problem: string | null;
};

export type Inspection = {
  readonly schema: 'handclasp.inspection/1';
  readonly at: string;
  readonly files: readonly InspectedFile[];
};
