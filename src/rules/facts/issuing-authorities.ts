import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { Outcome } from '../framework/rule.ts';
import { sameName } from './same-name.ts';

/** A certificate that issued the endpoint's own, directly or from further up. */
export type IssuingAuthority = {
  readonly certificate: Certificate;
  /** The endpoint sent it, or it is among the trust that was given. */
  readonly from: 'sent' | 'given';
  /** What it issued. */
  readonly child: Certificate;
};

/**
 * The certificates above the endpoint's own, as far as they were sent or given: those that bear the issuer's name and whose key fits, by the signature where that was
 * checked, else by the key ids. Certificates beside the path, and trust that has no part in it, are left out.
 */
export function issuingAuthorities(evidence: EndpointEvidence): readonly IssuingAuthority[] {
  const found = known.get(evidence) ?? findAuthorities(evidence);
  known.set(evidence, found);
  return found;
}

/** Twenty rules ask for them. */
const known = new WeakMap<EndpointEvidence, readonly IssuingAuthority[]>();

function findAuthorities(evidence: EndpointEvidence): readonly IssuingAuthority[] {
  const [leaf, ...above] = evidence.chain;
  if (!leaf) return [];
  const candidates = [
    ...above.map((certificate) => ({ certificate, from: 'sent' }) as const),
    ...evidence.anchors.map((certificate) => ({ certificate, from: 'given' }) as const),
  ];
  const found: IssuingAuthority[] = [];
  const children = [leaf];
  for (const child of children) {
    if (child.selfIssued) continue;
    for (const { certificate, from } of candidates) {
      if (certificate.sha256 === child.sha256 || !issued(evidence, certificate, child)) continue;
      if (found.some((other) => other.certificate.sha256 === certificate.sha256)) continue;
      found.push({ certificate, from, child });
      children.push(certificate);
    }
  }
  return found;
}

function issued(evidence: EndpointEvidence, authority: Certificate, child: Certificate): boolean {
  if (!sameName(authority.subject, child.issuer)) return false;
  if (child === evidence.chain[0] && evidence.issuer) return authority.spkiSha256 === evidence.issuer.spkiSha256;
  const link = evidence.links.find(({ index }) => evidence.chain[index] === child && evidence.chain[index + 1] === authority);
  if (link && link.signature !== null) return link.signature;
  return authority.subjectKeyId === null || child.authorityKeyId === null || authority.subjectKeyId === child.authorityKeyId;
}

const noAuthority = 'the certificate of the issuing CA was neither sent nor given';

/** How a user of the command line gives it, as the end of the sentence that it is missing. */
export const giveAuthority = '; --ca FILE gives it';

/** Judges the CAs above the endpoint's own certificate. A self-signed one has none; where none was sent nor given, the outcome says so. */
export function judgeIssuingAuthorities(
  evidence: EndpointEvidence,
  judge: (authorities: readonly [IssuingAuthority, ...IssuingAuthority[]], leaf: Certificate) => Outcome,
): Outcome {
  return judgeChain(evidence, (leaf) => {
    if (leaf.selfIssued) return { kind: 'not-applicable' };
    const [first, ...more] = issuingAuthorities(evidence);
    if (!first) return { kind: 'unknown', because: `${noAuthority}${giveAuthority}` };
    return judge([first, ...more], leaf);
  });
}
