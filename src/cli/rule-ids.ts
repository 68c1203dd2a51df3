import { ruleCatalogue } from '../index.ts';

/** What users may call rules by. */
export const ruleIds: readonly string[] = ruleCatalogue.map(({ id }) => id);
