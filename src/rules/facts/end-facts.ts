import type { Certificate } from '../../model/certificate.ts';
import { daysLeft } from '../../model/days-left.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import { withinExpiresIn } from './within-expires-in.ts';

/** The facts of a finding on when a certificate ends. */
export function endFacts({ subject, notAfter, sha256 }: Certificate, evidence: Pick<CertificateEvidence, 'at' | 'expiresInMs'>) {
  return {
    subject,
    notAfter: notAfter.toISOString(),
    daysLeft: daysLeft(notAfter, evidence.at),
    sha256,
    ...withinExpiresIn(evidence, notAfter.getTime() - evidence.at.getTime()),
  };
}
