import type { Certificate } from '../../model/certificate.ts';
import type { AnchorLink, Link } from '../../model/evidence.ts';
import { parsedOf } from '../parse-certificate.ts';
import { signedBy } from '../signature.ts';

/** How each certificate of a chain stands to the next one, in the order in which they were sent. */
export function chainLinks(chain: readonly Certificate[]): readonly Link[] {
  return chain.flatMap((certificate, index) => {
    const next = chain[index + 1];
    if (next === undefined) return [];
    const names = parsedOf(certificate).issuerKey === parsedOf(next).subjectKey;
    return [{ index, names, signature: signedBy(certificate, next) }];
  });
}

/** How each certificate of a chain stands to the trusted ones that bear the name of its issuer. A trusted one that was sent is no issuer of itself. */
export function anchorLinks(chain: readonly Certificate[], anchors: readonly Certificate[]): readonly AnchorLink[] {
  if (anchors.length === 0) return [];
  return chain.flatMap((child) => {
    const { issuerKey } = parsedOf(child);
    const namesakes = anchors.filter((anchor) => anchor.sha256 !== child.sha256 && parsedOf(anchor).subjectKey === issuerKey);
    return namesakes.map((anchor): AnchorLink => ({ child, anchor, signature: signedBy(child, anchor) }));
  });
}
