import { knownRules } from '../index.ts';

/** The ids of all rules. Loaded where one is asked for: a scan judges by some of them. */
export const ruleIds: readonly string[] = knownRules.map(({ id }) => id);
