import type { CertificateEvidence } from '../../model/evidence.ts';

/** What of Elastic Cloud Enterprise serves a certificate that its administrator uploads: nothing renews that one. Null for all else. */
export function uploadedFor({
  deployment,
  channel,
  eceService,
  foundAt,
}: Pick<CertificateEvidence, 'deployment' | 'channel' | 'eceService' | 'foundAt'>): 'proxy' | 'console' | null {
  if (deployment.type !== 'ece' || foundAt !== 'endpoint') return null;
  if (eceService === 'console') return 'console';
  // A balancer in front of the proxies may have any port.
  return eceService === 'proxy' || (eceService === undefined && (channel === 'http' || channel === 'kibana')) ? 'proxy' : null;
}
