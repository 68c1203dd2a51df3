import type { FixContext, FixStep } from '../../model/fix.ts';
import type { PairRule } from '../framework/rule.ts';
import { emptyDataDirectory } from '../remedies/authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { inKubernetes, platformTransport } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether two nodes are of one cluster by name. */
export const clusterNameMismatch: PairRule = {
  id: 'cluster-name-mismatch',
  title: 'Cluster names differ',
  severity: 'high',
  channels: ['transport'],
  under: 'any',
  requirement: 'A node and the nodes that it is to join have the same cluster.name.',
  impact:
    'TLS succeeds, and then the cluster refuses the node because of its cluster name. Without credentials, only nodes without security show the name.',
  fix: byDeployment({
    self: sameClusterName,
    eck: inKubernetes('The operator sets cluster.name: take it out of spec.nodeSets[].config.'),
    ...platformTransport,
  }),
  source: 'elastic/elasticsearch: TransportService.handshake; measured on 8.19.21',
  judge: ({ from, to }) => {
    if (from.clusterName === null || to.clusterName === null) return { kind: 'not-applicable' };
    if (from.clusterName === to.clusterName) return { kind: 'pass' };
    return {
      kind: 'finding',
      message: `${from.label} belongs to the cluster ${from.clusterName}, ${to.label} to ${to.clusterName}.`,
      facts: { [from.label]: from.clusterName, [to.label]: to.clusterName },
    };
  },
};

function sameClusterName(context: FixContext): readonly FixStep[] {
  return [
    setting(context, 'at-fault', 'Use the name of the cluster that it is to join.', {
      'cluster.name': context.found.clusterName ?? 'CLUSTER',
    }),
    emptyDataDirectory(context),
    ...restart(context),
  ];
}
