import type { Certificate } from '../../model/certificate.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { rejectSha1 } from '../remedies/ece.ts';

/** Whether Elastic Cloud Enterprise still accepts certificates that are signed with SHA-1, by what it does with the user's own. */
export const eceSha1CertificatesAllowed: EndpointRule = {
  id: 'ece-sha1-certificates-allowed',
  title: 'ECE proxy accepts certificates signed with SHA-1',
  severity: 'high',
  channels: ['http', 'kibana', 'transport', 'remote-cluster'],
  requirement:
    'Where Elastic Cloud Enterprise insists on client certificates, it refuses one that is signed with SHA-1, or whose intermediate is, as releases from 3.5 on do by default (rejectX509Sha1Certs.sc). It takes a client certificate signed with SHA-1 (--cert) to see that; a self-signed root does not count.',
  impact:
    'SHA-1 signatures can be forged, so that a certificate that no CA issued can be accepted as one that it did. A later release of ECE refuses them all, whatever is set.',
  fix: () => rejectSha1,
  source: 'Elastic docs: allow x509 certificates signed with SHA-1 (Elastic Cloud Enterprise)',
  readsEndpointIdentity: true,
  judge: ({ deployment, eceService, clientAuth, shownIdentity = [], observation }) => {
    if (deployment.type !== 'ece' || eceService === 'internal' || eceService === 'console') return { kind: 'not-applicable' };
    const weak = shownIdentity.find(isSha1);
    // Without such a certificate there is nothing to see the setting by.
    if (weak === undefined || clientAuth.kind !== 'seen' || clientAuth.required.length === 0) return { kind: 'not-applicable' };
    const insisting = clientAuth.required.map(({ version }) => version);
    const shown = observation.conversations.filter(
      ({ identity, version }) => identity === 'given' && version !== null && insisting.includes(version),
    );
    const accepted = shown.find(({ ending }) => ending.kind === 'accepted');
    if (accepted !== undefined) {
      return {
        kind: 'finding',
        message: `It insists on a client certificate, and accepted ours (${accepted.version}), of which ${weak.subject} is signed with ${weak.signatureAlgorithm}. allowX509Sha1Certs.sc allows that; a release before 3.5 does by default.`,
        facts: { subject: weak.subject, signatureAlgorithm: weak.signatureAlgorithm, sha256: weak.sha256, version: accepted.version },
      };
    }
    return shown.some(({ ending }) => ending.kind === 'alert')
      ? { kind: 'pass' }
      : { kind: 'unknown', because: { code: 'client-auth-not-shown' } };
  },
};

function isSha1({ signatureAlgorithm, selfIssued }: Certificate): boolean {
  return !selfIssued && /sha-?1(?!\d)/i.test(signatureAlgorithm);
}
