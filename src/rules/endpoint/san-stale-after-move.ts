import { isLoopback } from '../../model/local-name.ts';
import { judgeName } from '../framework/judge-name.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a certificate that was made from the host's own addresses still is for this host. */
export const sanStaleAfterMove: EndpointRule = {
  id: 'san-stale-after-move',
  title: "Certificate has the host's former addresses",
  severity: 'high',
  channels: ['http'],
  requirement:
    'A certificate that lists addresses of its host lists the current ones. A name in the wrong place is reported by san-ip-as-dns, san-cn-only-name or san-wildcard-scope.',
  impact:
    'Auto-configuration writes the addresses of the first start into the certificate and never updates them. After a move, Kibana, agents and elasticsearch-create-enrollment-token fail the name check.',
  fix: reissue('with the current names and addresses, from the CA in use, so that no client has to change', {
    eck: subjectAltNames,
    after: (context) =>
      context.product === 'elasticsearch'
        ? [advice(at('node'), 'Until then, give the command line tools --url with a name that is in the certificate.')]
        : [],
  }),
  source: 'elastic/elasticsearch, AutoConfigureNode; Elastic docs: automatic security setup',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) =>
    judgeName(evidence, (leaf, name) => {
      if (name.kind === 'match') return { kind: 'pass' };
      if (evidence.mismatch !== 'former-addresses') return { kind: 'not-applicable' };
      const addresses = evidence.names.ip;
      const former = addresses.filter((address) => !isLoopback(address));
      return {
        kind: 'finding',
        message: `The certificate lists all addresses of a host, loopback and ${former.slice(0, 3).join(', ')}${former.length > 3 ? `, …` : ''}, but not ${name.name}: it was probably made before the host moved.`,
        facts: { name: name.name, subject: leaf.subject, addresses },
      };
    }),
};
