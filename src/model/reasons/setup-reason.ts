import type { ContentFault } from './content-fault.ts';
import type { FileUnread } from './file-fault.ts';
import type { SetupProblemReason, YmlReason } from './setup-problem-reason.ts';

/** Why whom a context trusts is not known. */
export type TrustUnread =
  | FileUnread
  | { readonly code: 'setting-names-no-file'; readonly setting: string }
  /** A file, or what a setting names. */
  | { readonly code: 'trust-file-unread'; readonly what: string }
  | { readonly code: 'trust-file-broken'; readonly file: string; readonly fault: ContentFault }
  /** What a problem of the setup, which its report has, says. */
  | { readonly code: 'setup-problem'; readonly rule: string; readonly problem: SetupProblemReason };

/** Why there are no settings. */
export type SettingsUnread = FileUnread | { readonly code: 'yml-broken'; readonly file: string; readonly fault: YmlReason };

/** A file, a store or a password that a judgement on a context needs, and that could not be had. */
export type MaterialUnknown =
  /** The password stands in a keystore that could not be opened. */
  | {
      readonly code: 'password-in-closed-keystore';
      readonly context: string;
      readonly setting: string;
      readonly keystore: 'elasticsearch.keystore' | 'kibana.keystore';
    }
  /** A path of another machine, and no such file in the copy of its directory. */
  | { readonly code: 'file-elsewhere'; readonly context: string; readonly setting: string; readonly file: string }
  | { readonly code: 'store-type-not-read'; readonly context: string; readonly file: string; readonly type: string }
  | { readonly code: 'store-not-supported'; readonly context: string; readonly file: string; readonly fault: ContentFault };

/** What was needed for a judgement of a setup and could not be had. */
export type SetupUnknown = FileUnread | MaterialUnknown | { readonly code: 'release-not-given' };

/** Why something that settings name could not be read. */
export type MaterialUnread =
  | MaterialUnknown
  | { readonly code: 'material-problem'; readonly file: string; readonly fault: ContentFault }
  | { readonly code: 'setup-problem'; readonly rule: string; readonly problem: SetupProblemReason };
