import type { RuleText } from '../model/rule-text.ts';
import { clusterRules } from '../rules/cluster-rules.ts';
import { endpointRules } from '../rules/index.ts';
import { joinRules, seedRules } from '../rules/join-rules.ts';
import { kibanaRules } from '../rules/kibana-rules.ts';
import { setupRules } from '../rules/setup-rules.ts';

/** What each rule says of itself, in the order of the catalogue; those that need two endpoints or more come after them, those that files show last. A rule with several forms is here once. */
export const knownRules: readonly RuleText[] = [
  ...new Map(
    [...kibanaRules, ...setupRules, ...seedRules, ...clusterRules, ...joinRules, ...endpointRules].map((rule) => [rule.id, rule] as const),
  ).values(),
]
  .sort((a, b) => place(a) - place(b))
  .map(({ id, title, severity, channels, holds, why, remedy, source, logLines }) => ({
    ...{ id, title, severity, channels, holds, why, remedy, source },
    ...(logLines === undefined ? {} : { logLines }),
  }));

function place({ id }: RuleText): number {
  const all = [...endpointRules, ...joinRules, ...clusterRules, ...seedRules, ...setupRules, ...kibanaRules].map((rule) => rule.id);
  return all.indexOf(id);
}

/** Whether a rule cannot be judged without the files of a node or a Kibana. */
export function needsFiles(id: string): boolean {
  return (
    [...setupRules, ...kibanaRules].some((rule) => rule.id === id) &&
    ![...endpointRules, ...joinRules, ...clusterRules, ...seedRules].some((rule) => rule.id === id)
  );
}
