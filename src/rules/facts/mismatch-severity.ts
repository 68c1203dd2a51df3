import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import { namesLikelyUnchecked } from './unchecked-names.ts';

/** How grave a mismatch is: whoever checks names refuses the certificate, whichever rule tells it. */
export function mismatchSeverity(
  evidence: CertificateEvidence,
  leaf: Certificate,
): { readonly severity: 'high' | 'info'; readonly remark: string } {
  const unchecked = namesLikelyUnchecked(evidence, leaf);
  return unchecked === null ? { severity: 'high', remark: '' } : { severity: 'info', remark: ` Probably ${unchecked}.` };
}
