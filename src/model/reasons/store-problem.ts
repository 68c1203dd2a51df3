import type { EntryFlaw } from '../certificate-flaw.ts';
import type { PasswordWeakness } from '../password-weakness.ts';

/** What is wrong with a file that holds keys or certificates, where nothing says what it is used for. `alias`: of the entry, null where it has none. */
export type StoreProblem =
  | {
      readonly code:
        | 'store-key-of-no-certificate'
        | 'store-key-without-certificate'
        | 'store-leaves-without-key'
        | 'store-encryption-unknown-to-kibana';
    }
  | { readonly code: 'store-key-of-another'; readonly alias: string | null; readonly subject: string }
  /** `path`: of the file that has the certificate. */
  | { readonly code: 'store-key-of-another-file'; readonly subject: string; readonly path: string }
  | { readonly code: 'store-entry-unreadable'; readonly alias: string | null; readonly what: string; readonly flaw: EntryFlaw }
  /** `enrols`: nodes need it to enrol others. */
  | { readonly code: 'store-ca-key'; readonly alias: string | null; readonly subject: string; readonly enrols: boolean }
  | { readonly code: 'store-several-keys'; readonly keys: number }
  /** `unmarked`: how many certificates a JVM does not see. */
  | { readonly code: 'store-no-anchors'; readonly unmarked: number }
  | { readonly code: 'store-password-weak'; readonly weakness: PasswordWeakness };
