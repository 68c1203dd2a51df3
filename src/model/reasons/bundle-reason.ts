/** Why an archive does not tell something. */
export type BundleReason =
  /** A file that its tool writes is not in it, or is empty. */
  | { readonly code: 'archive-lacks'; readonly file: string }
  /** `count`: of entries for which that is so. */
  | { readonly code: 'archive-entry-skipped'; readonly path: string; readonly why: 'outside' | 'link' | 'too-large' | 'too-much' }
  /** Of an archive as a whole: no diagnostic of Elasticsearch is in it. */
  | { readonly code: 'archive-without-elasticsearch' };
