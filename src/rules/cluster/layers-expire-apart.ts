import { dayMs } from '../../model/days-left.ts';
import { andMore } from '../../model/name-list.ts';
import { day } from '../../wording/spans.ts';
import { labelsOf, sameMachine, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the layers of a node end on one day. */
export const layersExpireApart: ClusterRule = {
  id: 'layers-expire-apart',
  title: 'Transport and HTTP certificates expire on different days',
  severity: 'info',
  channels: ['transport', 'http'],
  requirement: "A node's transport and HTTP certificates expire on the same day, or whoever renews them knows both days.",
  impact:
    'When the transport certificate expires, nodes leave one after the other. When the HTTP certificate expires, Kibana and clients fail while the cluster is green. Both dates have to be watched.',
  fix: reissue('with new dates, on the same day as the other certificate of the node', {
    before: () => [advice(at('workstation'), 'If whoever renews the certificates knows both dates, leave the certificates as they are.')],
  }),
  source: 'Elastic docs: update certificates',
  judge: (cluster) => {
    const [transport, http] = [shownOn(cluster, 'transport'), shownOn(cluster, 'http')];
    const nodes = transport.flatMap((node) => http.filter((other) => sameMachine(node, other)).map((other) => ({ node, other })));
    if (nodes.length === 0) return { kind: 'not-applicable' };
    const apart = nodes.filter(({ node, other }) => Math.abs(node.leaf.notAfter.getTime() - other.leaf.notAfter.getTime()) >= dayMs);
    if (apart.length === 0) return { kind: 'pass' };
    return {
      kind: 'finding',
      subjects: apart.flatMap(({ node, other }) => labelsOf([node, other])),
      message: `${apart
        .slice(0, 5)
        .map(({ node, other }) => `${node.label} expires on ${day(node.leaf.notAfter)}, ${other.label} on ${day(other.leaf.notAfter)}`)
        .join('; ')}${andMore(apart.length - 5, '; ')}.`,
      facts: {
        nodes: apart.slice(0, 50).map(({ node, other }) => ({
          transport: node.leaf.notAfter.toISOString(),
          http: other.leaf.notAfter.toISOString(),
          endpoints: [node.label, other.label],
        })),
      },
    };
  },
};
