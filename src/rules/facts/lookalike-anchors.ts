import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';

/** A trusted CA that bears the name of an issuer in the chain and has another key. */
export type Lookalike = { readonly anchor: Certificate; readonly child: Certificate };

/**
 * Where nobody trusts the chain: the anchors that bear the name of the issuer of a certificate in it, while the keys of all of that name were tried on its signature, and none
 * made it. Key ids say nothing of that: a CA may be issued again with its key under another id.
 */
export function lookalikeAnchors({ trust, chain, anchorLinks }: CertificateEvidence): readonly Lookalike[] {
  if (trust.kind !== 'untrusted') return [];
  return chain.flatMap((child) => {
    const namesakes = anchorLinks.filter((link) => link.child.sha256 === child.sha256);
    const [first] = namesakes;
    return first && namesakes.every(({ signature }) => signature === false) ? [{ anchor: first.anchor, child }] : [];
  });
}
