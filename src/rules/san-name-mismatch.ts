import { isIP } from 'node:net';
import { judgeName, namesOf } from './judge-name.ts';
import { reissue } from './remedies.ts';
import type { Rule } from './rule.ts';
import { namesLikelyUnchecked } from './unchecked-names.ts';

/** Whether the certificate is for the name that was dialled. Addresses on transport and HTTP are told by san-ip-missing. */
export const sanNameMismatch: Rule = {
  id: 'san-name-mismatch',
  title: 'Certificate for another name',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The certificate is for the name that is dialled.',
  why: 'Clients that check names, Kibana and nodes with verification_mode full among them, refuse the connection.',
  remedy: reissue('with the name that is dialled in subjectAltName; or dial a name that it has', {
    certutil: '--dns <name>',
    openssl: 'subjectAltName=DNS:<name>',
    eck: 'Add the name to spec.http.tls.selfSignedCertificate.subjectAltNames (transport: spec.transport.tls.subjectAltNames) and the operator issues anew; with a certificate of your own, replace tls.crt and tls.key in the secret of spec.http.tls.certificate.secretName.',
    ece: 'Upload a proxy certificate whose wildcards cover the deployment domain (*.domain, *.fleet.domain, *.apm.domain) under Platform > Settings > TLS settings, or dial the endpoint name that the Cloud UI shows.',
    ech: 'Dial the endpoint name that the console shows. With private link, use its documented DNS names rather than the address of the link.',
    serverless:
      'Dial the endpoint name that the console shows. With private link, use its documented DNS names rather than the address of the link.',
  }),
  source: 'RFC 9525 §6; Elasticsearch reference: verification_mode; Kibana settings: elasticsearch.ssl.verificationMode',
  logLines: ['No subject alternative DNS name matching', 'No name matching', "Hostname/IP does not match certificate's altnames"],
  judge: (evidence) =>
    judgeName(evidence, (leaf, name) => {
      const { channel } = evidence.observation;
      if (isIP(name.name) !== 0 && (channel === 'transport' || channel === 'http')) return { kind: 'not-applicable' };
      if (name.kind === 'match') return { kind: 'pass' };
      const unchecked = namesLikelyUnchecked(evidence, leaf);
      return {
        kind: 'finding',
        severity: unchecked === null ? 'high' : 'info',
        message: `It was dialled as ${name.name}, and its certificate is for ${namesOf(leaf)}.${unchecked === null ? '' : ` Probably ${unchecked}.`}`,
        facts: { name: name.name, subject: leaf.subject, detail: name.detail },
      };
    }),
};
