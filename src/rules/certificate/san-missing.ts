import { namesLikelyUnchecked } from '../facts/unchecked-names.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the certificate says in the modern place whom it is for. */
export const sanMissing: CertificateRule = {
  id: 'san-missing',
  title: 'Certificate has no subject alternative names',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'The certificate lists the names of its host in subjectAltName.',
  impact:
    'Nodes and Kibana fall back to the common name for DNS names. Browsers and Go programs do not. Connections to an IP address are refused by everyone who checks names.',
  fix: reissue('with the host names and addresses in subjectAltName', { eck: subjectAltNames }),
  source: 'RFC 9525 §2; Elastic docs: troubleshoot security, certificate errors',
  readsEndpointIdentity: true,
  aboutName: true,
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      // Nobody compares the name of a client.
      const usages = evidence.use === 'at-rest' ? leaf.extendedKeyUsage : null;
      if (usages !== null && !usages.includes('serverAuth') && !usages.includes('anyExtendedKeyUsage')) return { kind: 'not-applicable' };
      if (evidence.names.dns.length + evidence.names.ip.length > 0) return { kind: 'pass' };
      const unchecked = namesLikelyUnchecked(evidence, leaf);
      const what =
        leaf.subjectAltNames === null ? 'has no subjectAltName' : 'has neither a DNS name nor an IP address in its subjectAltName';
      return {
        kind: 'finding',
        severity: unchecked === null ? 'medium' : 'info',
        message: `The certificate ${leaf.subject} ${what}.${unchecked === null ? '' : ` Probably ${unchecked}.`}`,
        facts: { subject: leaf.subject, subjectAltNames: leaf.subjectAltNames?.map(({ kind, value }) => `${kind}:${value}`) ?? null },
      };
    }),
};
