import { knownRules } from '../index.ts';

/** What users may call rules by. */
export const ruleIds: readonly string[] = knownRules.map(({ id }) => id);
