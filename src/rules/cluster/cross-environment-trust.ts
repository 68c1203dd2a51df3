import { listed } from '../../wording/listed.ts';
import { grouped, issuerKeyOf, labelsOf, sameMachine, shownOn } from '../facts/cluster-members.ts';
import type { Cluster, ClusterRule, Member } from '../framework/rule.ts';
import { replaceAuthority } from '../remedies/replace-authority.ts';

/** Whether clusters that are none of each other's have CAs of their own. */
export const crossEnvironmentTrust: ClusterRule = {
  id: 'cross-environment-trust',
  title: 'Clusters share a transport CA',
  severity: 'high',
  channels: ['transport'],
  requirement:
    'Clusters with different names have transport certificates from different CAs, unless they are remote clusters of each other.',
  impact:
    'TLS would accept a node of the test cluster with a wrong seed host into production. Only the cluster name then keeps the two apart.',
  fix: replaceAuthority('for each cluster alone'),
  source: 'Elastic docs: transport certificates from an external CA',
  judge: (cluster) => {
    const nodes = shownOn(cluster, 'transport').filter(({ leaf }) => !leaf.selfSigned && leaf.authorityKeyId !== null);
    if (nodes.length < 2) return { kind: 'not-applicable' };
    const named = nodes.flatMap((node) => {
      const name = clusterNameOf(node, cluster);
      return name === null ? [] : [{ node, name }];
    });
    const shared = grouped(named, ({ node }) => issuerKeyOf(node.leaf)).filter(
      ([, members]) => new Set(members.map(({ name }) => name)).size > 1,
    );
    if (shared.length > 0) {
      const names = [...new Set(shared.flatMap(([, members]) => members.map(({ name }) => name)))];
      return {
        kind: 'finding',
        subjects: shared.flatMap(([, members]) => labelsOf(members.map(({ node }) => node))),
        message: `The clusters ${listed(names)} have transport certificates of one CA, ${shared[0]?.[1][0]?.node.leaf.issuer ?? ''}.`,
        facts: { clusters: names, authorities: shared.map(([, members]) => members[0]?.node.leaf.issuer ?? '') },
      };
    }
    if (named.length === nodes.length) return { kind: 'pass' };
    return {
      kind: 'unknown',
      because: { code: 'cluster-name-not-shown', undetermined: nodes.length - named.length, nodes: nodes.length },
    };
  },
};

/** A transport port does not tell it; the HTTP port of the same machine may. */
function clusterNameOf(node: Member, { endpoints }: Cluster): string | null {
  const reported = [node, ...endpoints.filter((other) => other.evidence.observation.channel === 'http' && sameMachine(other, node))];
  return reported.map(({ evidence }) => evidence.observation.service.clusterName).find((name) => name !== null) ?? null;
}
