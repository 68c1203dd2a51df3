import { createHash } from 'node:crypto';
import type { ProblemGroup } from './problem-groups.ts';

/** The same from run to run for the same problem, whatever places have it and however many days are left; no two groups of a run have the same. */
export function groupFingerprint({ rule, severity, scope, waived }: ProblemGroup): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, severity, scope, waived]))
    .digest('hex');
}
