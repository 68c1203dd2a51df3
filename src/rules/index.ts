import { leafExpired } from './leaf-expired.ts';
import type { Rule } from './rule.ts';

/** Every rule that can be judged from one endpoint, in the order of the catalogue. */
export const endpointRules: readonly Rule[] = [
  // Time
  leafExpired,
];
