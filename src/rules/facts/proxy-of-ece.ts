import type { CertificateEvidence } from '../../model/evidence.ts';

/** Whether the endpoint is the proxy of an ECE installation: its HTTP and Kibana ports are, as far as one knows that it is ECE. */
export function isProxyOfEce({ deployment, channel }: Pick<CertificateEvidence, 'deployment' | 'channel'>): boolean {
  return deployment.type === 'ece' && (channel === 'http' || channel === 'kibana');
}
