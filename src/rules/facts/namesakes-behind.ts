import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import { keyIdDifferences } from '../../model/key-id-differences.ts';
import { type Namesakes, namesakesOf } from '../../model/namesakes.ts';
import { sameName } from '../../model/same-name.ts';

/** A certificate of a chain, and the two CA certificates of its issuer's name. */
export type ChildOfNamesakes = { readonly child: Certificate; readonly namesakes: Namesakes };

/**
 * The first certificate of a chain whose issuer's name a trusted CA has that is not its issuer: by its key, or, with the same key, by the key id or serial number. That the CA was issued
 * again is said where both of its certificates are at hand.
 */
export function namesakesBehind(evidence: CertificateEvidence): ChildOfNamesakes | null {
  for (const child of evidence.chain) {
    const trusted = evidence.anchorLinks.filter((link) => link.child.sha256 === child.sha256);
    const [first] = trusted;
    if (first === undefined || child.selfIssued || first.signature === null) continue;
    if (trusted.some(({ anchor, signature }) => signature !== false && names(child, anchor))) continue;
    const issuing = issuingOf(child, evidence, first.signature ? first.anchor : null);
    const key = first.signature ? 'same' : 'another';
    const namesakes = namesakesOf(child, { key, issuing, trusted: first.anchor });
    if (namesakes !== null) return { child, namesakes };
  }
  return null;
}

/** The CA certificate that was sent, whose key signed, and that the certificate names. */
function issuingOf(child: Certificate, { chain, links, issuer }: CertificateEvidence, sameKey: Certificate | null): Certificate | null {
  const signed = (one: Certificate) =>
    one.spkiSha256 === sameKey?.spkiSha256 ||
    (child === chain[0] && issuer !== null && one.spkiSha256 === issuer.spkiSha256) ||
    links.some(({ index, signature }) => signature === true && chain[index] === child && chain[index + 1] === one);
  return chain.find((one) => one !== child && sameName(one.subject, child.issuer) && signed(one) && names(child, one)) ?? null;
}

function names(child: Certificate, authority: Certificate): boolean {
  return keyIdDifferences(child, authority, sameName).length === 0;
}
