import { type RuleText, ruleText } from '../../model/rule-text.ts';
import type { Setup } from '../../model/setup.ts';
import { clusterRules } from '../../rules/cluster-rules.ts';
import { eckRules } from '../../rules/eck-rules.ts';
import { endpointRules } from '../../rules/endpoint-rules.ts';
import { joinRules, seedRules } from '../../rules/join-rules.ts';
import { kibanaRules } from '../../rules/kibana-rules.ts';
import { logRules } from '../../rules/log-rules.ts';
import { setupRules } from '../../rules/setup-rules.ts';
import { waiverRules } from '../../rules/waiver-rules.ts';

/** A rule, with the products whose files it is asked of; absent where it is not. */
export type CatalogueRule = RuleText & { readonly products?: readonly Setup['product'][] };

/** Rules that a probe's observations are enough for. */
const ofProbes: readonly RuleText[] = [...endpointRules, ...joinRules, ...clusterRules, ...seedRules];
const ofFiles: readonly CatalogueRule[] = [...setupRules, ...kibanaRules];
const all: readonly CatalogueRule[] = [...ofProbes, ...ofFiles, ...eckRules, ...logRules, ...waiverRules];

/**
 * What each rule says of itself, in the order of the catalogue; those that need two endpoints or more come after them, those that files or logs alone show last. A rule with several
 * forms is here once, in the first of them.
 */
export const ruleCatalogue: readonly CatalogueRule[] = all
  .filter(({ id }, index) => all.findIndex((rule) => rule.id === id) === index)
  .map((rule) => ({ ...ruleText(rule), ...(rule.products === undefined ? {} : { products: rule.products }) }));

/** What a rule is judged by where no probe sees it; null where one does. */
export function evidenceNeeded(id: string): 'files' | 'log' | 'waivers' | null {
  const named = (rules: readonly RuleText[]) => rules.some((rule) => rule.id === id);
  if (named(ofProbes)) return null;
  return named(ofFiles) || named(eckRules) ? 'files' : named(logRules) ? 'log' : named(waiverRules) ? 'waivers' : null;
}
