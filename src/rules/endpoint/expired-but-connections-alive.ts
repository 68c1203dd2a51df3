import { day } from '../../wording/spans.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a node whose certificate peers would refuse is in the cluster still, on connections from before. */
export const expiredButConnectionsAlive: EndpointRule = {
  id: 'expired-but-connections-alive',
  title: 'Node is in the cluster on old connections only',
  severity: 'high',
  channels: ['transport'],
  requirement:
    'A node that the cluster counts among its members (GET _cat/nodes) has a transport certificate that its peers would accept today. Checked where credentials for the REST API were given. In a matrix, every reason counts for which a peer would refuse it.',
  impact:
    'Open connections are not verified again, so the cluster is green. After a restart of the node, or a short network failure, the node does not rejoin.',
  fix: reissue('with new dates, from the CA that is in use', {
    before: (context) => [
      advice(
        at('every-node'),
        context.product === 'opensearch'
          ? 'Do not restart a node before its certificate is renewed: OpenSearch does not start with an expired one.'
          : 'Until the certificate is renewed, do not restart this node or any other, and do not change the network between them.',
      ),
    ],
    after: () => [advice(at('workstation'), 'Scan again: new connections show the new certificate.')],
  }),
  source: 'Elastic docs: update TLS certificates; elastic/elasticsearch#87129',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const { api, at } = evidence;
    if (api === undefined) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf) => {
      if ((leaf.notBefore <= at && at <= leaf.notAfter) || evidence.pinned) return { kind: 'pass' };
      const { member } = api;
      if (member.kind !== 'told') {
        return {
          kind: 'unknown',
          because: { code: 'membership-unknown', why: member.because },
        };
      }
      // A node alone has no connections to lose.
      if (member.value === null || member.value.others === 0) return { kind: 'pass' };
      const { name, others } = member.value;
      return {
        kind: 'finding',
        message: `The certificate ${leaf.subject} ${leaf.notAfter < at ? `ended on ${day(leaf.notAfter)}` : `begins on ${day(leaf.notBefore)}`}, and the cluster counts ${name} among its members, with ${others} ${others === 1 ? 'other' : 'others'}: it lives on connections from before.`,
        facts: { node: name, subject: leaf.subject, notAfter: leaf.notAfter.toISOString(), others },
      };
    });
  },
};
