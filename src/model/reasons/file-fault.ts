/** Why there are no bytes of a file. */
export type FileFault =
  | 'missing'
  | 'elsewhere'
  | 'denied'
  | 'not-collected'
  | 'directory'
  | 'not-a-file'
  | 'too-large'
  | 'exhausted'
  | 'failed';

/** A file that could not be had. */
export type FileUnread = {
  readonly code: 'file-unread';
  readonly file: string;
  readonly fault: FileFault | null;
  readonly size: number | null;
};

/** Why the content of the file of `-Djava.security.properties` is not known. */
export type JavaSecurityFault = FileUnread | { readonly code: 'no-path-given' };

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
