import type { PolicyCheck, PolicyRequirement } from '../../model/policy.ts';
import { atLeast, type Severity } from '../../model/severity.ts';
import { brokenBy, type CheckOutcome, met, type PolicySubject, undetermined } from './check-outcome.ts';

type RulesCheck = Extract<PolicyCheck, { readonly kind: 'rules' }>;

/** Which rules a requirement asks about. */
export type AskedRules = {
  readonly check: RulesCheck;
  /** Those that the policy names anywhere. */
  readonly named: ReadonlySet<string>;
  /** The rule's own severity; null of a rule that is not known. */
  readonly severityOf: (rule: string) => Severity | null;
};

/** What the rules found here, and what they could not tell. */
export function checkRules(
  { check: { rules, atLeast: threshold = 'info' }, named, severityOf }: AskedRules,
  { findings, unknown }: Pick<PolicySubject, 'findings' | 'unknown'>,
): CheckOutcome {
  const isAsked = (rule: string) => rules === 'any' || (rules === 'others' ? !named.has(rule) : rules.includes(rule));
  const found = findings.filter(({ rule, severity }) => isAsked(rule) && atLeast(severity, threshold)).map(({ rule }) => rule);
  // Of all rules, those are missed that would have decided.
  const isMissed = (rule: string) => {
    const own = severityOf(rule);
    return isAsked(rule) && (typeof rules === 'object' || own === null || atLeast(own, threshold));
  };
  const open = unknown.find(({ rule }) => isMissed(rule));
  return brokenBy(found, open === undefined ? met : undetermined(open));
}

/** Whether a requirement asks about one of these rules by its name. Of all that is not named, that one holds says nothing. */
export function asksAny({ check: { rules } }: AskedRules, ids: readonly string[]): boolean {
  return typeof rules === 'object' && ids.some((id) => rules.includes(id));
}

/** The rules that requirements name. */
export function rulesNamed(requirements: readonly PolicyRequirement[]): ReadonlySet<string> {
  return new Set(requirements.flatMap(({ check }) => (check.kind === 'rules' && typeof check.rules === 'object' ? check.rules : [])));
}
