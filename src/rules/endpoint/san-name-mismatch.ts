import { isIP } from 'node:net';
import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { namesText } from '../../wording/names-text.ts';
import { mismatchSeverity } from '../facts/mismatch-severity.ts';
import { judgeName } from '../framework/judge-name.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { inConsole, onPlatform } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the certificate is for the name that was connected to, where no other rule knows why it is not. */
export const sanNameMismatch: EndpointRule = {
  id: 'san-name-mismatch',
  title: 'Certificate is for another name',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The certificate is for the name that clients connect to. Where the cause is known, its own rule reports it: san-cn-only-name, san-wildcard-scope, san-localhost-only, san-stale-after-move, san-nat-or-public-address; for addresses san-ip-as-dns, and on transport and HTTP san-ip-missing.',
  impact: 'Clients that check names refuse the connection. Kibana does, and so do nodes with verification_mode full.',
  fix: reissue('with the name that clients connect to in subjectAltName', {
    after: () => [advice(at('client'), 'To keep the certificate instead, connect to a name that it has.')],
    eck: subjectAltNames,
    ece: onPlatform(
      'Upload a proxy certificate whose wildcards cover the deployment domain (*.domain, *.fleet.domain, *.apm.domain) under Platform > Settings > TLS settings, or connect to the endpoint name that the Cloud UI shows.',
    ),
    ech: inConsole(
      'Connect to the endpoint name that the console shows. With private link, use its documented DNS names rather than the address of the link.',
    ),
    serverless: inConsole(
      'Connect to the endpoint name that the console shows. With private link, use its documented DNS names rather than the address of the link.',
    ),
  }),
  source: 'RFC 9525 §6; Elasticsearch reference: verification_mode; Kibana settings: elasticsearch.ssl.verificationMode',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeName(evidence, (leaf, name) => {
      const { channel } = evidence;
      if (isIP(name.name) !== 0 && (channel === 'transport' || channel === 'http')) return { kind: 'not-applicable' };
      if (name.kind === 'match' || evidence.mismatch !== 'name-missing') return { kind: 'pass' };
      const { severity, remark } = mismatchSeverity(evidence, leaf);
      return {
        kind: 'finding',
        severity,
        message: `handclasp connected to ${name.name}, but the certificate is for ${namesText(evidence.names)}.${remark}`,
        facts: { name: name.name, subject: leaf.subject, detail: nameFaultText(name.because) },
      };
    }),
};
