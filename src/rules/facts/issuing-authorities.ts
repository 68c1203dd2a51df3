import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence, IssuingAuthority } from '../../model/evidence.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { Outcome } from '../framework/rule.ts';

/** Judges the CAs above the endpoint's own certificate. A self-signed one has none; where none was sent nor given, the outcome says so. */
export function judgeIssuingAuthorities(
  evidence: CertificateEvidence,
  judge: (authorities: readonly [IssuingAuthority, ...IssuingAuthority[]]) => Outcome,
): Outcome {
  const [first, ...more] = evidence.authorities;
  if (first !== undefined) return judge([first, ...more]);
  return judgeChain(evidence, (leaf) =>
    leaf.selfIssued ? { kind: 'not-applicable' } : { kind: 'unknown', because: { code: 'issuing-ca-missing', giveBy: '--ca' } },
  );
}

/** The certificate, and each CA above it: what must be strong for the whole to be. */
export function judgeEach(evidence: CertificateEvidence, judge: (certificates: readonly Certificate[]) => Outcome): Outcome {
  const authorities = evidence.authorities.map(({ certificate }) => certificate);
  if (evidence.chain.length === 0 && authorities.length > 0) return judge(authorities);
  return judgeChain(evidence, (leaf) => judge([leaf, ...authorities]));
}

/** `CN=acme CA (sent)`; of one in a file its subject alone. */
export function authorityText({ certificate: { subject }, from }: IssuingAuthority): string {
  return from === 'file' ? subject : `${subject} (${from})`;
}
