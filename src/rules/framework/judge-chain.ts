import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import type { Outcome } from './rule.ts';

/**
 * Judges the certificates that the endpoint showed: its own, and those that it sent above it, in its order. Where there is no TLS there is nothing to judge; where no
 * certificate was seen, or its own could not be read, the outcome says so.
 */
export function judgeChain(evidence: CertificateEvidence, judge: (leaf: Certificate, above: readonly Certificate[]) => Outcome): Outcome {
  const [leaf, ...above] = evidence.chain;
  const own = evidence.unreadable.find(({ place }) => place === 0);
  if (own !== undefined) return { kind: 'unknown', because: { code: 'own-certificate-unreadable', flaw: own.flaw } };
  return leaf ? judge(leaf, above) : withoutCertificate(evidence);
}

/** What a rule says where there is no certificate to judge. */
export function withoutCertificate({ absent }: CertificateEvidence): Outcome {
  return absent ?? { kind: 'not-applicable' };
}
