import { type RuleText, ruleCatalogue } from '../index.ts';

/** What rules say of themselves, by id. */
export const ruleTexts: ReadonlyMap<string, RuleText> = new Map(ruleCatalogue.map((rule) => [rule.id, rule]));
