import type { Certificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import { sameName } from './same-name.ts';

/** A trusted CA that bears the name of an issuer in the chain and has another key. */
export type Lookalike = { readonly anchor: Certificate; readonly child: Certificate };

/**
 * Where the chain is not trusted: the anchors that bear the name of the issuer of a certificate in it, while none of that name has the issuer's key.
 */
export function lookalikeAnchors(evidence: Evidence): readonly Lookalike[] {
  if (evidence.trust.kind !== 'untrusted') return [];
  return evidence.chain.flatMap((child, place) => {
    const namesakes = evidence.anchors.filter((anchor) => sameName(anchor.subject, child.issuer));
    const [anchor] = namesakes;
    return anchor && namesakes.every((namesake) => hasAnotherKey(evidence, namesake, child, place)) ? [{ anchor, child }] : [];
  });
}

function hasAnotherKey({ issuer }: Evidence, anchor: Certificate, child: Certificate, place: number): boolean {
  // A self-signed certificate bears its issuer's key.
  if (child.selfSigned) return anchor.spkiSha256 !== child.spkiSha256;
  if (place === 0 && issuer) return anchor.spkiSha256 !== issuer.spkiSha256;
  const differ = keyIdsDiffer(anchor, child);
  // No key at hand verifies the leaf: without key ids that is said of the anchor; with equal ones it may be an algorithm that could not be checked.
  return place === 0 ? differ !== false : differ === true;
}

/** Whether the key id that a certificate gives for its issuer is another than the CA's own; null where one of them is missing. */
export function keyIdsDiffer(authority: Certificate, child: Certificate): boolean | null {
  if (authority.subjectKeyId === null || child.authorityKeyId === null) return null;
  return authority.subjectKeyId !== child.authorityKeyId;
}
