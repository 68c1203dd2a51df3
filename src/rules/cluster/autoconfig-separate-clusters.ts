import { ruleText } from '../../model/rule-text.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { autoconfigSeparateClusters, isAutoconfigured } from '../pair/autoconfig-separate-clusters.ts';
import { judgeLookalikes } from './trust-lookalike-ca.ts';

/** Whether nodes that configured themselves did so together. */
export const autoconfigSeparateClustersInCluster: ClusterRule = {
  ...ruleText(autoconfigSeparateClusters),
  judge: (cluster) => {
    const outcome = judgeLookalikes(cluster, isAutoconfigured);
    if (outcome.kind !== 'finding') return outcome;
    return { ...outcome, message: `${outcome.message} Each was started alone and made a CA, and a cluster, of its own.` };
  },
};
