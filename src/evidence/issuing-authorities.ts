import type { Certificate } from '../model/certificate.ts';
import type { CertificateEvidence, IssuingAuthority } from '../model/evidence.ts';
import { sameName } from '../model/same-name.ts';

type Material = Pick<CertificateEvidence, 'chain' | 'anchors' | 'links' | 'issuer'>;

/** The CAs above the leaf of a chain, nearest first: see `CertificateEvidence.authorities`. */
export function issuingAuthorities(material: Material): readonly IssuingAuthority[] {
  const [leaf, ...above] = material.chain;
  if (!leaf) return [];
  const candidates = [
    ...above.map((certificate) => ({ certificate, from: 'sent' }) as const),
    ...material.anchors.map((certificate) => ({ certificate, from: 'given' }) as const),
  ];
  const found: IssuingAuthority[] = [];
  const children = [leaf];
  for (const child of children) {
    if (child.selfIssued) continue;
    for (const { certificate, from } of candidates) {
      if (certificate.sha256 === child.sha256 || !issued(material, certificate, child)) continue;
      if (found.some((other) => other.certificate.sha256 === certificate.sha256)) continue;
      found.push({ certificate, from, child });
      children.push(certificate);
    }
  }
  return found;
}

function issued({ chain, links, issuer }: Material, authority: Certificate, child: Certificate): boolean {
  if (!sameName(authority.subject, child.issuer)) return false;
  if (child === chain[0] && issuer) return authority.spkiSha256 === issuer.spkiSha256;
  const link = links.find(({ index }) => chain[index] === child && chain[index + 1] === authority);
  if (link && link.signature !== null) return link.signature;
  return authority.subjectKeyId === null || child.authorityKeyId === null || authority.subjectKeyId === child.authorityKeyId;
}
