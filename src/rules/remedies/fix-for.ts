import type { Finding } from '../../model/finding.ts';
import type { Fix, FixContext, FixOf } from '../../model/fix.ts';
import { remedyText } from '../../model/fix-text.ts';

/** What a finding says of what to do: the steps, and the same as one text. */
export type Advised = Pick<Finding, 'remedy' | 'fix'>;

const known = new WeakMap<FixContext, Map<FixOf, Advised>>();

/** The fix of a rule in a context; the same object for each finding of the two. */
export function fixFor(fixOf: FixOf, context: FixContext): Advised {
  const ofContext = known.get(context) ?? new Map<FixOf, Advised>();
  known.set(context, ofContext);
  const before = ofContext.get(fixOf);
  if (before !== undefined) return before;
  const fix: Fix = { steps: fixOf(context) };
  const advised = { remedy: remedyText(fix), fix };
  ofContext.set(fixOf, advised);
  return advised;
}
