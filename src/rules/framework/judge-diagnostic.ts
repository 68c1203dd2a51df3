import type { DiagnosticEvidence } from '../../model/diagnostic.ts';
import type { Unknown } from '../../model/finding.ts';
import type { ClusterFinding } from '../../model/report.ts';
import { contextOfMembers } from '../remedies/context-of-members.ts';
import { fixFor } from '../remedies/fix-for.ts';
import { askRule, unknownOf } from './ask-rule.ts';
import type { DiagnosticRule } from './rule.ts';

/** What rules make of something that was looked at as a whole: also those that hold, by their ids. */
export type JudgedWhole = {
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  readonly passed: readonly string[];
};

/** Asks each rule of what was collected from a cluster. A rule that throws costs its own outcome, which is then unknown. */
export function judgeDiagnostic(rules: readonly DiagnosticRule[], evidence: DiagnosticEvidence): JudgedWhole {
  const findings: ClusterFinding[] = [];
  const unknown: Unknown[] = [];
  const passed: string[] = [];
  for (const rule of rules) {
    const outcome = askRule(rule, evidence);
    switch (outcome.kind) {
      case 'findings':
        for (const { message, severity, facts, subjects } of outcome.cases) {
          const context = contextOfMembers([], { channel: rule.channels[0], subjects, deployment: evidence.deployment });
          findings.push({
            rule: rule.id,
            severity: severity ?? rule.severity,
            title: rule.title,
            detail: message,
            evidence: { ...facts },
            ...fixFor(rule.fix, context),
            source: rule.source,
            subjects: [...new Set(subjects)],
          });
        }
        break;
      case 'unknown':
        unknown.push(unknownOf(rule, outcome.because));
        break;
      case 'pass':
        passed.push(rule.id);
        break;
      case 'not-applicable':
        break;
    }
  }
  return { findings, unknown, passed };
}
