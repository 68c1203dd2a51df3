import type { Finding, Unknown } from '../../model/finding.ts';
import type { Reason } from '../../model/reasons/reason.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { reasonText } from '../../wording/reason-text.ts';
import type { Advised } from '../remedies/fix-for.ts';
import type { CasesOutcome, Outcome } from './rule.ts';

/** What a rule says of what was seen. A rule that throws costs its own outcome, which is then unknown, with the message. */
export function askRule<Seen, Said>(
  rule: { readonly judge: (seen: Seen) => Said },
  seen: Seen,
): Said | Extract<Outcome, { readonly kind: 'unknown' }> {
  try {
    return rule.judge(seen);
  } catch (error) {
    return { kind: 'unknown', because: { code: 'rule-failed', message: error instanceof Error ? error.message : String(error) } };
  }
}

/** The outcome of a rule as reports have it, with what to do. */
export function findingOf(rule: RuleText, outcome: Extract<Outcome, { readonly kind: 'finding' }>, advised: Advised): Finding {
  return {
    rule: rule.id,
    severity: outcome.severity ?? rule.severity,
    title: rule.title,
    detail: outcome.message,
    evidence: outcome.facts ?? {},
    ...advised,
    source: rule.source,
    ...(outcome.certainty === undefined ? {} : { certainty: outcome.certainty }),
    ...(outcome.asShipped === true ? { asShipped: true } : {}),
  };
}

/** What a rule could not tell, as reports have it. */
export function unknownOf({ id }: Pick<RuleText, 'id'>, because: Reason): Unknown {
  return { rule: id, code: because.code, because: reasonText(because) };
}

/** Asks rules that find their fault at several places, and hands on each place; gives what could not be told, and the ids of the rules that hold. */
export function gatherCases<R extends Pick<RuleText, 'id'>, Case>(
  rules: readonly R[],
  ask: (rule: R) => CasesOutcome<Case>,
  found: (rule: R, one: Case) => void,
): { readonly unknown: readonly Unknown[]; readonly passed: readonly string[] } {
  const unknown: Unknown[] = [];
  const passed: string[] = [];
  for (const rule of rules) {
    const outcome = ask(rule);
    switch (outcome.kind) {
      case 'findings':
        for (const one of outcome.cases) found(rule, one);
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
  return { unknown, passed };
}
