import type { Deployment } from '../../model/deployment.ts';
import type { Unknown } from '../../model/finding.ts';
import type { ClusterFinding } from '../../model/report.ts';
import { severities } from '../../model/severity.ts';
import { contextOfMembers } from '../remedies/context-of-members.ts';
import { fixFor } from '../remedies/fix-for.ts';
import { askRule, findingOf, unknownOf } from './ask-rule.ts';
import type { Cluster, ClusterRule } from './rule.ts';

/** Asks each rule. Findings come worst first, then in the order of the rules; a rule that throws costs its own outcome, which is then unknown. */
export function judgeCluster(
  rules: readonly ClusterRule[],
  cluster: Cluster,
  deployment: Deployment,
): { readonly findings: readonly ClusterFinding[]; readonly unknown: readonly Unknown[] } {
  const findings: ClusterFinding[] = [];
  const unknown: Unknown[] = [];
  for (const rule of rules) {
    const outcome = askRule(rule, cluster);
    switch (outcome.kind) {
      case 'finding':
        findings.push({
          ...findingOf(
            rule,
            outcome,
            fixFor(rule.fix, contextOfMembers(cluster.endpoints, { channel: rule.channels[0], subjects: outcome.subjects, deployment })),
          ),
          subjects: [...new Set(outcome.subjects)],
        });
        break;
      case 'unknown':
        unknown.push(unknownOf(rule, outcome.because));
        break;
      case 'pass':
      case 'not-applicable':
        break;
    }
  }
  return { findings: findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)), unknown };
}
