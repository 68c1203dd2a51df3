import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence, NameVerdict } from '../../model/evidence.ts';
import { judgeChain } from './judge-chain.ts';
import type { Outcome } from './rule.ts';

/** Judges the name that was connected to against the endpoint's own certificate. What keeps the certificate from being judged, or the name from being compared, is the outcome. */
export function judgeName(
  evidence: CertificateEvidence,
  judge: (leaf: Certificate, name: Exclude<NameVerdict, { readonly kind: 'not-checked' }>) => Outcome,
): Outcome {
  return judgeChain(evidence, (leaf) => {
    const { name } = evidence;
    return name.kind === 'not-checked' ? { kind: 'unknown', because: { code: 'name-not-compared', why: name.because } } : judge(leaf, name);
  });
}
