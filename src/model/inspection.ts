import type { PublicKey } from './certificate.ts';
import type { CertificateFlaw, EntryFlaw } from './certificate-flaw.ts';
import type { FileProblem } from './reasons/content-fault.ts';
import type { KeyFault } from './reasons/key-fault.ts';
import type { CertificateReport } from './report.ts';
import type { Severity } from './severity.ts';
import type { StoreFormat } from './store-format.ts';

/** Something wrong with a certificate that its dates, key, names or usages show; or with a store, by what it holds. */
export type Problem = {
  /** The id in the catalogue of rules: `handclasp explain` knows more. */
  readonly rule: string;
  readonly severity: Severity;
  readonly detail: string;
  /** It ends, or has ended, within the time that the user named (`--expires-in`); absent where it does not, or nobody did. */
  readonly withinExpiresIn?: true;
};

/** One certificate of a file. */
export type InspectedCertificate = CertificateReport & {
  readonly pathLength: number | null;
  readonly selfSigned: boolean;
  /** Whether the next certificate of the file signed it; null where there is none, where it is of another chain of a store, or the signature could not be checked. */
  readonly signedByNext: boolean | null;
  readonly problems: readonly Problem[];
};

/** What stands in a store. Certificates are given by their place among those of the file, from 1. */
export type InspectedEntry =
  | {
      readonly kind: 'key';
      readonly alias: string | null;
      /** Null where the key could not be opened. */
      readonly key: PublicKey | null;
      /** Why it could not be opened, for programs and as a sentence; null where it was. */
      readonly code: KeyFault['code'] | null;
      readonly because: string | null;
      /** Whether the key belongs to the first certificate of its chain, in PEM to any of the file; null where that could not be told. */
      readonly matches: boolean | null;
      /** Certificates of other files of this inspection that the key belongs to; absent where there are none. */
      readonly elsewhere?: readonly { readonly file: string; readonly certificate: number }[];
      /** Leaf first. */
      readonly chain: readonly number[];
    }
  /** `unmarked`: without the attribute 2.16.840.1.113894.746875.1.1, so that a JVM does not see it. */
  | { readonly kind: 'trusted' | 'unmarked'; readonly alias: string | null; readonly certificate: number }
  | { readonly kind: 'other'; readonly alias: string | null; readonly what: string }
  | {
      readonly kind: 'unreadable';
      readonly alias: string | null;
      readonly what: string;
      readonly code: EntryFlaw['code'];
      readonly because: string;
    };

/** A file with keys, or of a format in which entries stand; never a secret. */
export type InspectedStore = {
  /** `verified`: its MAC is that of the password. `absent`: it has none. `not-supported`: it was not checked. */
  readonly integrity: 'verified' | 'absent' | 'not-supported';
  /** What opened it: no password, the empty one, or one that was given. Null in PEM and DER, where each key has its own. */
  readonly password: 'none-needed' | 'empty' | 'given' | null;
  /** Ways of encryption in it that were given up, by name. */
  readonly legacy: readonly string[];
  readonly entries: readonly InspectedEntry[];
  /** What else there is to say: a block that was passed over, a MAC that was not checked. */
  readonly notes: readonly string[];
  /** What is wrong with it as a store. */
  readonly problems: readonly Problem[];
};

/** What a file holds. */
export type InspectedFile = {
  readonly file: string;
  readonly format: StoreFormat;
  /** Null where it holds certificates alone, in PEM or DER, or could not be read. */
  readonly store: InspectedStore | null;
  readonly certificates: readonly InspectedCertificate[];
  /** Certificates that could not be read: their place in the file, from 1, why, and the problem that this is. */
  readonly unreadable: readonly {
    readonly place: number;
    readonly code: CertificateFlaw['code'];
    readonly because: string;
    readonly rule: string;
    readonly severity: Severity;
  }[];
  /** What is wrong with the file as a whole; null where nothing is. */
  readonly problem: string | null;
  /** The code of `problem`. */
  readonly code: FileProblem['code'] | null;
};

export type Inspection = {
  readonly schema: 'handclasp.inspection/1';
  readonly at: string;
  readonly files: readonly InspectedFile[];
};
