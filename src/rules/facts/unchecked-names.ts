import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';

/**
 * Why the names in a transport certificate are likely compared by no node; null where they may well be. What makes such certificates sets `verification_mode: certificate`
 * beside them: auto-configuration and ECK write it, and the guide to the shared `elastic-certificates.p12` (`CN=instance`) tells to.
 */
export function namesLikelyUnchecked({ channel }: CertificateEvidence, leaf: Certificate): string | null {
  if (channel !== 'transport') return null;
  const reason = layouts.find(({ fits }) => fits(leaf))?.reason;
  return reason === undefined ? null : `${reason}, which goes with verification_mode certificate: then no node compares names`;
}

const layouts: ReadonlyArray<{ readonly fits: (leaf: Certificate) => boolean; readonly reason: string }> = [
  {
    fits: ({ issuer }) => issuer.includes('CN=Elasticsearch security auto-configuration transport CA'),
    reason: 'auto-configuration made this certificate',
  },
  { fits: ({ commonName }) => commonName === 'instance', reason: 'elasticsearch-certutil made this certificate for all nodes alike' },
  { fits: ({ commonName }) => /\.node\..+\.es\.local$/.test(commonName ?? ''), reason: 'the ECK operator made this certificate' },
];
