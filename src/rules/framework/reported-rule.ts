import type { RuleText } from '../../model/rule-text.ts';
import type { Setup, SetupProblem } from '../../model/setup.ts';
import type { SetupEvidence } from '../../model/setup-evidence.ts';
import type { Severity } from '../../model/severity.ts';
import type { SetupOutcome, SetupRule } from './rule.ts';
import { caseOf, casesOr, unreadMaterial } from './setup-cases.ts';

type Given = RuleText & {
  readonly products?: SetupRule['products'];
  /** Whether it holds cannot be told while a file that such a setting names, or a password, is missing. */
  readonly needs?: RegExp;
  /** Where a case is worse or milder than the rule. */
  readonly severityOf?: (problem: SetupProblem, setup: Setup) => Severity | undefined;
};

/** A rule on what the reader of the files finds while it does as the product would: the rule picks what bears its id. */
export function reportedRule({ products = ['elasticsearch', 'kibana'], needs, severityOf, ...text }: Given): SetupRule {
  const judge = ({ setup }: SetupEvidence): SetupOutcome => {
    const found = [...setup.startupErrors, ...setup.warnings].filter(({ rule }) => rule === text.id);
    const missing = needs === undefined ? null : unreadMaterial(setup, { settings: needs });
    return casesOr(
      found.map((problem) => caseOf(problem, severityOf?.(problem, setup))),
      missing === null ? { kind: 'pass' } : { kind: 'unknown', because: missing },
    );
  };
  return { ...text, products, judge };
}
