import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import { manyAuthorities } from '../facts/authorities-seen.ts';
import { sameBytes } from '../facts/same-bytes.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule, Outcome } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { exchangeAuthority } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the CA of the transport layer issues for this cluster alone. */
export const transportSharedCa: CertificateRule = {
  id: 'transport-shared-ca',
  title: 'Transport trusts a CA that is not only for this cluster',
  severity: 'medium',
  channels: ['transport'],
  requirement: 'The transport port trusts one CA of its own, and the CAs of its remote clusters.',
  impact:
    'Everyone who holds a certificate from a trusted CA can connect as a node does: web servers, people, test clusters with a wrong seed host.',
  fix: byDeployment({
    self: (context) => exchangeAuthority(context, 'Make a CA for this cluster alone.'),
    eck: inKubernetes(
      'Let the operator issue the certificates (it has a CA for each cluster), or name a CA of this cluster alone in spec.transport.tls.certificate.secretName. Remove CAs that are no longer needed from the ConfigMap that spec.transport.tls.certificateAuthorities names.',
    ),
    ...platformTransport,
    openSearch: (context) => [
      ...exchangeAuthority(context, 'Make a CA for this cluster alone.'),
      advice(at('every-node'), 'Until then, list only the subjects of the nodes in plugins.security.nodes_dn.'),
    ],
  }),
  ofNodes: true,
  source: 'Elastic docs: transport certificates from an external CA; set up basic security for the Elastic Stack',
  ofServers: true,
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf, above) => {
      // A public CA is right for other ports.
      if (evidence.use === 'at-rest') return { kind: 'not-applicable' };
      const issuer = publicIssuer(evidence, leaf, above);
      if (issuer === 'public') {
        return { kind: 'finding', message: `A public CA issued the node's certificate: ${leaf.issuer}.`, facts: { issuer: leaf.issuer } };
      }
      const tooMany = widerTrust(evidence);
      if (tooMany !== null) return tooMany;
      if (evidence.acceptableIssuers === null) {
        return { kind: 'unknown', because: { code: 'accepted-cas-not-shown' } };
      }
      return issuer === 'private' ? { kind: 'pass' } : { kind: 'unknown', because: { code: 'public-issuer-not-checked' } };
    }),
};

/** More CAs than a cluster with some remote ones needs. A JVM's whole list is told by transport-trusts-public-cas. */
function widerTrust({ acceptableIssuers }: CertificateEvidence): Outcome | null {
  const names = acceptableIssuers ?? [];
  if (names.length <= 3 || names.length >= manyAuthorities || names.some(({ publicRoot }) => publicRoot)) return null;
  return {
    kind: 'finding',
    message: `The node accepts certificates of ${names.length} CAs. Remote clusters, each with a CA of its own, would explain that. Otherwise it trusts more than this cluster.`,
    facts: { authorities: names.map(({ name }) => name) },
  };
}

function publicIssuer(
  { publicTrust, acceptableIssuers }: CertificateEvidence,
  leaf: Certificate,
  above: readonly Certificate[],
): 'public' | 'private' | null {
  if (publicTrust.kind === 'trusted') return 'public';
  const named = (acceptableIssuers ?? []).filter(({ der }) => [leaf, ...above].some(({ issuerDer }) => sameBytes(issuerDer, der)));
  if (named.some(({ publicRoot }) => publicRoot)) return 'public';
  return named.length > 0 || leaf.selfSigned || publicTrust.kind === 'untrusted' ? 'private' : null;
}
