import type { RuleText } from '../model/rule-text.ts';
import { clusterRules } from '../rules/cluster-rules.ts';
import { endpointRules } from '../rules/index.ts';
import { joinRules, seedRules } from '../rules/join-rules.ts';
import { kibanaRules } from '../rules/kibana-rules.ts';
import { logRules } from '../rules/log-rules.ts';
import { setupRules } from '../rules/setup-rules.ts';

/** Rules that a probe's observations are enough for. */
const ofProbes: readonly RuleText[] = [...endpointRules, ...joinRules, ...clusterRules, ...seedRules];
const ofFiles: readonly RuleText[] = [...setupRules, ...kibanaRules];
const all: readonly RuleText[] = [...ofProbes, ...ofFiles, ...logRules];

/**
 * What each rule says of itself, in the order of the catalogue; those that need two endpoints or more come after them, those that files or logs alone show last. A rule with several
 * forms is here once, in the first of them.
 */
export const knownRules: readonly RuleText[] = all
  .filter(({ id }, index) => all.findIndex((rule) => rule.id === id) === index)
  .map(({ id, title, severity, channels, holds, why, remedy, source, logLines }) => ({
    ...{ id, title, severity, channels, holds, why, remedy, source },
    ...(logLines === undefined ? {} : { logLines }),
  }));

/** What a rule is judged by where no probe sees it; null where one does. */
export function seenOnlyIn(id: string): 'files' | 'log' | null {
  const named = (rules: readonly RuleText[]) => rules.some((rule) => rule.id === id);
  if (named(ofProbes)) return null;
  return named(ofFiles) ? 'files' : named(logRules) ? 'log' : null;
}
