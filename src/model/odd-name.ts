import type { CertificateReader } from './certificate-flaw.ts';

/** Why an entry of subjectAltName is no proper name of its form. */
export type OddNameCode =
  | 'empty'
  | 'non-ascii'
  | 'nul'
  | 'control'
  | 'whitespace'
  | 'url'
  | 'port'
  | 'trailing-dot'
  | 'leading-dot'
  | 'empty-label'
  | 'hyphen'
  | 'character'
  | 'a-label'
  | 'too-long'
  | 'ip-length'
  | 'email'
  | 'uri'
  | 'unreadable';

export type OddName = {
  readonly code: OddNameCode;
  /** The name that was probably meant; null where that is not known. */
  readonly instead: string | null;
  /** Who cannot read the list of names because of this entry. */
  readonly unreadableTo: readonly CertificateReader[];
};
