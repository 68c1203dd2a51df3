/** Why there are no bytes of a file. */
export type FileFault = 'missing' | 'denied' | 'directory' | 'not-a-file' | 'too-large' | 'exhausted' | 'failed';

/** A file that could not be had. */
export type FileUnread = {
  readonly code: 'file-unread';
  readonly file: string;
  readonly fault: FileFault | null;
  readonly size: number | null;
};

/** Why whom a context trusts is not known. */
export type TrustUnread =
  | FileUnread
  | { readonly code: 'setting-names-no-file'; readonly setting: string }
  /** A file, or what a setting names. */
  | { readonly code: 'trust-file-unread'; readonly what: string }
  /** `problem`: what is wrong in it, as the end of a sentence. */
  | { readonly code: 'trust-file-broken'; readonly file: string; readonly problem: string }
  /** What a problem of the setup, which its report has, says. */
  | { readonly code: 'setup-problem'; readonly rule: string; readonly detail: string };

/** Why there are no settings. */
/** `detail`: a sentence with a full stop. */
export type SettingsUnread = FileUnread | { readonly code: 'yml-broken'; readonly file: string; readonly detail: string };

/** What is wrong with `elasticsearch.keystore` or `kibana.keystore`. Sizes are in octets. */
export type KeystoreFault =
  | FileUnread
  | { readonly code: 'keystore-too-large'; readonly octets: number }
  | { readonly code: 'keystore-too-old' | 'keystore-too-new'; readonly version: string }
  | {
      readonly code:
        | 'keystore-empty'
        | 'keystore-other-file'
        | 'keystore-other-lucene-file'
        | 'keystore-not-kibanas'
        | 'keystore-cut-off'
        | 'keystore-checksum-wrong'
        | 'keystore-flag-unknown'
        | 'keystore-length-wrong'
        | 'keystore-part-cut-off'
        | 'keystore-parts-wrong'
        | 'keystore-entries-broken'
        | 'keystore-password-denied'
        | 'keystore-password-missing'
        | 'keystore-password-wrong';
    };

/** A file, a store or a password that a judgement on a context needs, and that could not be had. */
export type MaterialUnknown =
  /** The password stands in a keystore that could not be opened. */
  | {
      readonly code: 'password-in-closed-keystore';
      readonly context: string;
      readonly setting: string;
      readonly keystore: 'elasticsearch.keystore' | 'kibana.keystore';
    }
  | { readonly code: 'store-type-not-read'; readonly context: string; readonly file: string; readonly type: string }
  /** `detail`: which way of encryption, or which MAC, is not supported. */
  | { readonly code: 'store-not-supported'; readonly context: string; readonly file: string; readonly detail: string };

/** What was needed for a judgement of a setup and could not be had. */
export type SetupUnknown = FileUnread | MaterialUnknown | { readonly code: 'release-not-given' };

/** Why something that settings name could not be read. */
export type MaterialUnread =
  | MaterialUnknown
  | { readonly code: 'material-problem'; readonly file: string; readonly problem: string }
  | { readonly code: 'setup-problem'; readonly rule: string; readonly detail: string };
