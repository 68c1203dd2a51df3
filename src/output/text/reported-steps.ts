import type { FixStep } from '../../model/fix.ts';
import { stepText } from '../../model/fix-text.ts';
import type { NumberedText } from './fix-lines.ts';

/** Where the words of a step were told before. */
type ReportedStep = { readonly rule: string; readonly step: number };

/** A step of so few characters is told again: to name the other would take as long. */
const shortStep = 45;

/** The steps of several fixes in one text: words that were told before are named by the rule and the step, and lines that were not are told. */
export class ReportedSteps {
  readonly #words = new Map<string, ReportedStep>();
  readonly #wholes = new Set<string>();

  /** The steps of a rule's fix, as they are to be told here. */
  tell(rule: string, steps: readonly FixStep[]): readonly NumberedText[] {
    const texts: (NumberedText & { readonly reported: { readonly rule: string; readonly from: number; readonly to: number } | null })[] =
      [];
    for (const [index, step] of steps.entries()) {
      const { text, lines = [] } = step;
      const reported = text.length < shortStep ? undefined : this.#words.get(text);
      const whole = JSON.stringify([text, lines]);
      const isWhole = this.#wholes.has(whole);
      this.#wholes.add(whole);
      if (reported === undefined) {
        this.#words.set(text, { rule, step: index + 1 });
        texts.push({ text: stepText(step), lines, reported: null });
        continue;
      }
      const left = isWhole ? [] : lines;
      const last = texts.at(-1);
      const goesOn = last?.reported?.rule === reported.rule && last.reported.to + 1 === reported.step;
      const from = goesOn ? (last.reported?.from ?? reported.step) : reported.step;
      const all = goesOn ? [...last.lines, ...left] : left;
      if (goesOn) texts.pop();
      texts.push({
        text: sameText(reported.rule, from, reported.step, all.length > 0),
        lines: all,
        reported: { rule: reported.rule, from, to: reported.step },
      });
    }
    return texts;
  }
}

function sameText(rule: string, from: number, to: number, withLines: boolean): string {
  return `As ${from === to ? `step ${from}` : `steps ${from} ${from + 1 === to ? 'and' : 'to'} ${to}`} of ${rule}${withLines ? ', with:' : '.'}`;
}
