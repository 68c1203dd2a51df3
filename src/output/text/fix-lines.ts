import type { FixStep } from '../../model/fix.ts';
import { stepText } from '../../model/fix-text.ts';
import { wrapText } from '../wrap-text.ts';

/** Steps for people: numbered where there are several. Texts are wrapped; the lines below them are not broken, since they are copied. */
export function fixLines(steps: readonly FixStep[], width: number): readonly string[] {
  const numbered = steps.length > 1;
  return steps.flatMap((step, index) => {
    const number = numbered ? `${index + 1}. ` : '';
    const margin = ' '.repeat(number.length);
    const texts = wrapText(stepText(step), width - number.length).map((line, nth) => (nth === 0 ? number : margin) + line);
    return [...texts, ...(step.lines ?? []).map((line) => `${margin}  ${line}`)];
  });
}
