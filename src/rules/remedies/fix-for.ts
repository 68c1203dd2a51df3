import type { Finding } from '../../model/finding.ts';
import type { Fix, FixContext, FixOf } from '../../model/fix.ts';
import { remedyText } from '../../model/fix-text.ts';

/** What a finding says of what to do: the steps, and the same as one text. */
export type Advised = Pick<Finding, 'remedy' | 'fix'>;

/** The fix of a rule in a context. */
export function fixFor(fixOf: FixOf, context: FixContext): Advised {
  const fix: Fix = { steps: fixOf(context) };
  return { remedy: remedyText(fix), fix };
}
