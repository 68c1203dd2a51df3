import type { CertificateEvidence } from '../../model/evidence.ts';

/** A fact of findings on dates: the certificate ends, or has ended, within the time that the user named. */
export function withinExpiresIn(
  { expiresInMs }: Pick<CertificateEvidence, 'expiresInMs'>,
  leftMs: number,
): { readonly withinExpiresIn?: true } {
  return expiresInMs !== null && leftMs <= expiresInMs ? { withinExpiresIn: true } : {};
}
