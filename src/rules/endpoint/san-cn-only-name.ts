import { mismatchSeverity } from '../facts/mismatch-severity.ts';
import { judgeName } from '../framework/judge-name.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the name that clients connect to stands where clients look for it. */
export const sanCnOnlyName: EndpointRule = {
  id: 'san-cn-only-name',
  title: 'Name is only in the common name',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'The name that clients connect to is in subjectAltName, not only in the common name.',
  impact:
    'Once a certificate has DNS names in its subjectAltName, no client checks the common name. Clients that check names refuse the connection.',
  fix: reissue('that repeats its common name in subjectAltName', { eck: subjectAltNames }),
  source: 'RFC 9525 §2; RFC 6125 §6.4.4',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeName(evidence, (leaf, name) => {
      if (evidence.mismatch !== 'common-name-alone') return { kind: 'pass' };
      const { severity, remark } = mismatchSeverity(evidence, leaf);
      return {
        kind: 'finding',
        severity,
        message: `The name ${name.name} is the common name of the certificate, but not among the DNS names of its subjectAltName, which alone count.${remark}`,
        facts: { name: name.name, subject: leaf.subject, dns: evidence.names.dns },
      };
    }),
};
