import type { FixStep } from '../../model/fix.ts';
import { stepText } from '../../model/fix-text.ts';
import { wrapText } from '../wrap-text.ts';
import { widestProse } from './paragraph.ts';

/**
 * Steps for people: numbered where there are several. Texts are wrapped; the lines below them are not broken, since they are copied.
 *
 * @param options.placesOnce a step at the same place as the one before it does not name the place again
 */
export function fixLines(steps: readonly FixStep[], width: number, { placesOnce = false } = {}): readonly string[] {
  const isThere = (step: FixStep, index: number) => placesOnce && samePlace(steps[index - 1], step);
  return numberedLines(
    steps.map((step, index) => ({ text: isThere(step, index) ? step.text : stepText(step), lines: step.lines ?? [] })),
    width,
  );
}

function samePlace(before: FixStep | undefined, { where }: FixStep): boolean {
  if (before === undefined) return false;
  const { machine, name, file } = before.where;
  // A file is named where it is changed.
  return machine === where.machine && name === where.name && (where.file === null || file === where.file);
}

/** A text and what is to be copied. */
export type NumberedText = { readonly text: string; readonly lines: readonly string[] };

export function numberedLines(texts: readonly NumberedText[], width: number): readonly string[] {
  const numbered = texts.length > 1;
  return texts.flatMap(({ text, lines }, index) => {
    const number = numbered ? `${index + 1}. ` : '';
    const margin = ' '.repeat(number.length);
    const wrapped = wrapText(text, Math.min(width, widestProse) - number.length).map((line, nth) => (nth === 0 ? number : margin) + line);
    return [...wrapped, ...lines.map((line) => `${margin}  ${line}`)];
  });
}
