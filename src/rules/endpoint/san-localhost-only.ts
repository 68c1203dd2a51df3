import { areForLocalhostAlone, hasAlternativeNames } from '../../model/certificate-names.ts';
import { isLoopback } from '../../model/local-name.ts';
import { namesText } from '../../wording/names-text.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether a certificate that others are shown is for more than its own machine. */
export const sanLocalhostOnly: EndpointRule = {
  id: 'san-localhost-only',
  title: 'Certificate is only for localhost',
  severity: 'medium',
  channels: ['http', 'kibana'],
  requirement:
    'A certificate that other machines see is for a name that they can connect to. The severity is high if the certificate lacks the name that was connected to. A common name that clients connect to is reported by san-cn-only-name.',
  impact: 'The certificate was made for a trial on one machine. Clients elsewhere refuse it, or have their name check turned off.',
  fix: reissue('with the names that clients connect to in subjectAltName', { eck: subjectAltNames }),
  source: 'RFC 9525 §6; Elastic docs: set up HTTPS',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      if (isLoopback(evidence.observation.address) || !hasAlternativeNames(evidence.names)) return { kind: 'not-applicable' };
      const reported = evidence.mismatch;
      if (!areForLocalhostAlone(evidence.names) || (reported !== null && reported !== 'localhost-alone')) return { kind: 'pass' };
      return {
        kind: 'finding',
        ...(reported === null ? {} : { severity: 'high' as const }),
        message: `The certificate is for ${namesText(evidence.names)}, and is shown at ${evidence.observation.address}.`,
        facts: { subject: leaf.subject, dns: evidence.names.dns, addresses: evidence.names.ip },
      };
    }),
};
