import { isIP } from 'node:net';
import { namesText } from '../../wording/names-text.ts';
import { mismatchSeverity } from '../facts/mismatch-severity.ts';
import { judgeName } from '../framework/judge-name.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { inConsole, onPlatform } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a certificate names the address that was connected to. */
export const sanIpMissing: EndpointRule = {
  id: 'san-ip-missing',
  title: 'Certificate lacks the IP address connected to',
  severity: 'high',
  channels: ['transport', 'http'],
  requirement:
    'A certificate of an endpoint that clients reach by IP address has that address in its subjectAltName. Where the cause is known, its own rule reports it: san-ip-as-dns, san-localhost-only, san-stale-after-move, san-nat-or-public-address.',
  impact:
    'Clients compare an address only with iPAddress entries, never with DNS names or the common name. Clients that check names refuse the connection. Nodes connect to the published address of a peer, which is an IP address unless a name is published.',
  fix: reissue('with the address as IP entry in subjectAltName', {
    after: () => [
      advice(at('node'), 'To keep the certificate instead, connect to a name that it has, and set network.publish_host to that name.'),
    ],
    eck: subjectAltNames,
    ece: onPlatform('The proxy routes by name: connect to the endpoint name that the Cloud UI shows, not to an address.'),
    ech: inConsole('The proxy routes by name: connect to the endpoint name that the console shows, not to an address.'),
    serverless: inConsole('The proxy routes by name: connect to the endpoint name that the console shows, not to an address.'),
  }),
  source: 'RFC 9525 §6.5; elastic/elasticsearch issues 32729 and 39970',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeName(evidence, (leaf, name) => {
      if (isIP(name.name) === 0) return { kind: 'not-applicable' };
      if (name.kind === 'match' || evidence.mismatch !== 'address-missing') return { kind: 'pass' };
      const { severity, remark } = mismatchSeverity(evidence, leaf);
      return {
        kind: 'finding',
        severity,
        message: `handclasp connected to ${name.name}, but the certificate is for ${namesText(evidence.names)}.${remark}`,
        facts: { address: name.name, subject: leaf.subject, addresses: evidence.names.ip },
      };
    }),
};
