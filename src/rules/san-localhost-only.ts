import { judgeChain } from './judge-chain.ts';
import { alternativeNames, namesOf } from './judge-name.ts';
import { isLocalName, isLoopback } from './local-name.ts';
import { reissue } from './remedies.ts';
import type { Rule } from './rule.ts';

/** Whether a certificate that others are shown is for more than its own machine. */
export const sanLocalhostOnly: Rule = {
  id: 'san-localhost-only',
  title: 'Certificate for localhost alone',
  severity: 'medium',
  channels: ['http', 'kibana'],
  holds: 'A certificate that other machines are shown is for a name that they can dial.',
  why: 'It was made for a trial on one machine. Every client elsewhere has to switch its name check off.',
  remedy: reissue('with the names that clients dial in subjectAltName'),
  source: 'RFC 9525 §6; Elastic docs: set up HTTPS',
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      if (isLoopback(evidence.observation.address)) return { kind: 'not-applicable' };
      const dns = alternativeNames(leaf, 'dns');
      const addresses = alternativeNames(leaf, 'ip');
      if (dns.length + addresses.length === 0) return { kind: 'not-applicable' };
      if (!dns.every(isLocalName) || !addresses.every(isLoopback)) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The certificate is for ${namesOf(leaf)}, and is shown at ${evidence.observation.address}.`,
        facts: { subject: leaf.subject, dns, addresses },
      };
    }),
};
