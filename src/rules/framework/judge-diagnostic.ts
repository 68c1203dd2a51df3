import type { Channel } from '../../model/channel.ts';
import type { DiagnosticEvidence } from '../../model/diagnostic.ts';
import type { EckEvidence } from '../../model/eck.ts';
import type { Unknown } from '../../model/finding.ts';
import type { FixContext } from '../../model/fix.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { contextOfMembers } from '../remedies/context-of-members.ts';
import { fixContext } from '../remedies/fix-context.ts';
import { fixFor } from '../remedies/fix-for.ts';
import { askRule, gatherCases } from './ask-rule.ts';
import type { DiagnosticOutcome, DiagnosticRule, EckRule } from './rule.ts';

/** What rules make of something that was looked at as a whole: also those that hold, by their ids. */
export type JudgedWhole = {
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  readonly passed: readonly string[];
};

/** Asks each rule of what was collected from a cluster. */
export function judgeDiagnostic(rules: readonly DiagnosticRule[], evidence: DiagnosticEvidence): JudgedWhole {
  return judgeWhole(rules, evidence, (rule, subjects) =>
    contextOfMembers([], { channel: rule.channels[0], subjects, deployment: evidence.deployment }),
  );
}

/** Asks each rule of the resources of a cluster. */
export function judgeEckRules(rules: readonly EckRule[], evidence: EckEvidence): JudgedWhole {
  const { name, namespace } = evidence.cluster;
  return judgeWhole(rules, evidence, (rule) => contextInKubernetes(rule.channels[0] ?? 'http', { name, namespace }));
}

/** What a fix for a cluster of ECK is chosen by. */
export function contextInKubernetes(channel: Channel, resource: NonNullable<FixContext['resource']>): FixContext {
  return fixContext({ channel, product: channel === 'kibana' ? 'kibana' : 'elasticsearch', deployment: 'eck', resource });
}

/** A rule that throws costs its own outcome, which is then unknown. */
function judgeWhole<Seen, R extends RuleText & { readonly judge: (seen: Seen) => DiagnosticOutcome }>(
  rules: readonly R[],
  evidence: Seen,
  contextOf: (rule: R, subjects: readonly string[]) => FixContext,
): JudgedWhole {
  const findings: ClusterFinding[] = [];
  const { unknown, passed } = gatherCases(
    rules,
    (rule) => askRule(rule, evidence),
    (rule, { message, severity, facts, subjects }) => {
      findings.push({
        rule: rule.id,
        severity: severity ?? rule.severity,
        title: rule.title,
        detail: message,
        evidence: { ...facts },
        ...fixFor(rule.fix, contextOf(rule, subjects)),
        source: rule.source,
        subjects: [...new Set(subjects)],
      });
    },
  );
  return { findings, unknown, passed };
}
