import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { selfSignedPerNode } from '../certificate/self-signed-per-node.ts';
import { grouped, labelsOf, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';

/** Whether nodes have certificates of a CA, and not each one of its own making. */
export const selfSignedPerNodeInCluster: ClusterRule = {
  ...ruleText(selfSignedPerNode),
  judge: (cluster) => {
    const shown = shownOn(cluster, 'transport', 'http');
    if (shown.length < 2) return { kind: 'not-applicable' };
    const selfSigned = shown.filter(({ leaf }) => leaf.selfSigned);
    const different = grouped(selfSigned, ({ leaf }) => leaf.sha256);
    if (different.length < 2) return { kind: 'pass' };
    return {
      kind: 'finding',
      subjects: labelsOf(selfSigned),
      message: `${listed(labelsOf(selfSigned))} show ${different.length} different self-signed certificates: each peer has to trust every one of them, and adding a node touches all.`,
      facts: { certificates: different.map(([sha256, members]) => ({ sha256, endpoints: labelsOf(members) })) },
    };
  },
};
