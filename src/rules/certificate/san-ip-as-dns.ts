import { isIP } from 'node:net';
import { sameAddress } from '../../model/local-name.ts';
import { someNamed } from '../../model/name-list.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether addresses stand where clients look for them. */
export const sanIpAsDns: CertificateRule = {
  id: 'san-ip-as-dns',
  title: 'IP address is written as a DNS name',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'IP addresses in the certificate are entries of type IP, not DNS.',
  impact: 'No client compares an address with DNS entries, so the entry has no effect.',
  fix: reissue('with the address as IP entry (in OpenSSL IP:10.0.0.11, not DNS:10.0.0.11)', {
    eck: subjectAltNames,
  }),
  source: 'RFC 5280 §4.2.1.6; RFC 9525 §6.5',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const addresses = evidence.names.ip;
      const misplaced = evidence.names.dns.filter((name) => isIP(name) !== 0);
      // Some issuers write an address twice, for clients of old.
      const lost = misplaced.filter((name) => !addresses.some((address) => sameAddress(address, name)));
      if (lost.length === 0) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The certificate ${leaf.subject} has ${someNamed(lost, 5)} as DNS name${lost.length > 1 ? 's' : ''}, where no client looks for an address.`,
        facts: { subject: leaf.subject, asDns: lost },
      };
    }),
};
