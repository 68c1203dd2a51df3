import { isIP } from 'node:net';
import { alternativeNames, judgeName, namesOf } from './judge-name.ts';
import { mismatchSeverity, mismatchToldBy } from './name-mismatch.ts';
import { reissue } from './remedies.ts';
import type { Rule } from './rule.ts';

/** Whether a certificate that is dialled by an address names that address. */
export const sanIpMissing: Rule = {
  id: 'san-ip-missing',
  title: 'Certificate without the address that is dialled',
  severity: 'high',
  channels: ['transport', 'http'],
  holds:
    'A certificate that is dialled by an IP address has that address in its subjectAltName. Where the cause shows, the rule that knows it speaks instead: san-ip-as-dns, san-localhost-only, san-stale-after-move, san-nat-or-public-address.',
  why: 'An address is compared with iPAddress entries alone, never with DNS names or the common name: clients that check names refuse the connection. Nodes dial the published address of a peer, which is an IP unless a name is published.',
  remedy: reissue('with the address as IP entry in subjectAltName; or dial a name that it has, and set network.publish_host to that name', {
    certutil: '--ip <address>',
    openssl: 'subjectAltName=IP:<address>',
    eck: 'Add the address as ip to spec.http.tls.selfSignedCertificate.subjectAltNames (transport: spec.transport.tls.subjectAltNames), or dial the name of the Service.',
    ece: 'The proxy routes by name: dial the endpoint name that the Cloud UI shows, not an address.',
    ech: 'The proxy routes by name: dial the endpoint name that the console shows, not an address.',
    serverless: 'The proxy routes by name: dial the endpoint name that the console shows, not an address.',
  }),
  source: 'RFC 9525 §6.5; elastic/elasticsearch issues 32729 and 39970',
  logLines: ['No subject alternative names matching IP address', 'No subject alternative names present'],
  particular: true,
  judge: (evidence) =>
    judgeName(evidence, (leaf, name) => {
      if (isIP(name.name) === 0) return { kind: 'not-applicable' };
      if (name.kind === 'match' || mismatchToldBy(evidence, leaf) !== 'san-ip-missing') return { kind: 'pass' };
      const { severity, remark } = mismatchSeverity(evidence, leaf);
      return {
        kind: 'finding',
        severity,
        message: `It was dialled as ${name.name}, and its certificate is for ${namesOf(leaf)}.${remark}`,
        facts: { address: name.name, subject: leaf.subject, addresses: alternativeNames(leaf, 'ip') },
      };
    }),
};
