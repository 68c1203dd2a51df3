import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the certificate bears the published address as well as the name in the seed list. */
export const sanPublishAddressMissing: EndpointRule = {
  id: 'san-publish-address-missing',
  title: 'Certificate lacks the published address',
  severity: 'high',
  channels: ['transport'],
  requirement:
    "Under verification_mode full, a node's certificate has the names by which seed lists call the node, and the address that the node publishes. After the first connection, peers connect to the published address, which is an IP address unless publish_host is a name. The REST API or the files of the node show what it publishes. The severity is low if peers reach the node all the same: then they check no names.",
  impact: 'The first connection works and the second fails: the cluster finds the node and loses it again, over and over.',
  fix: reissue('with each name and each address that peers connect to', {
    eck: subjectAltNames,
    after: (context) => [
      advice(
        at('every-node'),
        context.product === 'opensearch'
          ? 'To keep the certificate instead, publish a name that is in it (network.publish_host).'
          : 'To keep the certificate instead, publish a name that is in it (network.publish_host). If only the CA of this cluster is trusted, xpack.security.transport.ssl.verification_mode: certificate will do as well.',
      ),
    ],
  }),
  source: 'elastic/elasticsearch#32729, #39970; SecurityNetty4Transport',
  readsEndpointIdentity: true,
  aboutName: true,
  judge: (evidence) => {
    const { published, api } = evidence;
    if (published === undefined) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf) => {
      switch (published.kind) {
        case 'match':
          return { kind: 'pass' };
        case 'not-checked':
          return { kind: 'unknown', because: published.because };
        case 'mismatch':
          break;
      }
      const member = api?.member.kind === 'told' ? api.member.value : null;
      const reached = member !== null && member.others > 0;
      return {
        kind: 'finding',
        ...(reached ? { severity: 'low' as const } : {}),
        message: `The node publishes ${published.name}, but its certificate ${leaf.subject} does not cover it: ${nameFaultText(published.because)}. ${
          reached
            ? 'Peers reach it all the same, so they do not check names: not under verification_mode full, which is the default.'
            : 'Under verification_mode full, which is the default, peers that have found it do not reach it.'
        }`,
        facts: { publishes: published.name, subject: leaf.subject },
      };
    });
  },
};
