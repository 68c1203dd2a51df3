import type { Unknown } from '../../model/finding.ts';
import type { SettingsUnread } from '../../model/reasons/setup-reason.ts';
import type { ClusterFinding } from '../../model/report.ts';
import type { SetupProblem } from '../../model/setup.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import { severities } from '../../model/severity.ts';
import { contextOfSetup } from '../remedies/context-of-setup.ts';
import { fixFor } from '../remedies/fix-for.ts';
import { askRule, gatherCases } from './ask-rule.ts';
import type { SetupCase, SetupOutcome, SetupRule } from './rule.ts';

/** What the rules make of a setup. */
export type JudgedSetup = {
  readonly findings: readonly ClusterFinding[];
  readonly unknown: readonly Unknown[];
  /** Rules that hold, by their ids. */
  readonly passed: readonly string[];
  /** What the reader of the files found, and the finding that it is. */
  readonly reported: ReadonlyMap<SetupProblem, ClusterFinding>;
};

/**
 * Asks each rule that concerns the product; each case is a finding of its own. Findings come worst first, among equals those that keep it from starting, then in the order of the rules.
 * A rule that throws costs its own outcome, which is then unknown; so is each that finds nothing where the settings could not be read.
 */
export function judgeSetup(rules: readonly SetupRule[], evidence: SetupEvidence): JudgedSetup {
  const findings: ClusterFinding[] = [];
  const reported = new Map<SetupProblem, ClusterFinding>();
  const { unknown, passed } = gatherCases(
    rules.filter(({ products }) => products.includes(evidence.setup.product)),
    (rule) => judgeSetupRule(rule, evidence),
    (rule, one) => {
      const finding = setupFinding(rule, one, evidence);
      findings.push(finding);
      if (one.reported !== undefined) reported.set(one.reported, finding);
    },
  );
  const rank = ({ severity, evidence: { stops } }: ClusterFinding) => severities.indexOf(severity) * 2 + (stops === true ? 0 : 1);
  return { findings: findings.sort((a, b) => rank(a) - rank(b)), unknown, passed, reported };
}

/** One case of a rule, as reports have it. */
export function setupFinding(rule: SetupRule, one: SetupCase, evidence: SetupEvidence): ClusterFinding {
  const { message, severity, facts, subjects, stops, blocks = false, certainty, context } = one;
  return {
    rule: rule.id,
    severity: severity ?? (stops || blocks ? 'critical' : rule.severity),
    title: rule.title,
    detail: message,
    evidence: { certainty, stops, ...(blocks ? { blocks } : {}), ...(context === null ? {} : { context }), ...facts },
    ...fixFor(rule.fix, contextOfSetup(evidence, one)),
    source: rule.source,
    subjects: [...new Set(subjects)],
  };
}

/** What one rule says; never throws. */
export function judgeSetupRule(rule: SetupRule, evidence: SetupEvidence): SetupOutcome {
  return askRule({ judge: () => asFarAsRead(rule.judge(evidence), evidence.setup.unread) }, evidence);
}

/** Of settings that could not be read, what is not there means nothing; that they could not be read does. */
function asFarAsRead(outcome: SetupOutcome, unread: SettingsUnread | null): SetupOutcome {
  if (unread === null) return outcome;
  const stopping = outcome.kind === 'findings' ? outcome.cases.filter(({ stops }) => stops) : [];
  return stopping.length === 0 ? { kind: 'unknown', because: unread } : { kind: 'findings', cases: stopping };
}
