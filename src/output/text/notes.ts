import { counted } from './counted.ts';
import { loweredTitle } from './lowered-title.ts';
import type { Problem } from './problem.ts';

/** What is counted and not told: how many, and whether all of them are what the products do as shipped. */
export type Notes = { readonly count: number; readonly areDefaults: boolean; readonly text: string };

/** Null where there are none. */
export function notesOf(problems: readonly Problem[]): Notes | null {
  const cases = problems.flatMap((problem) => problem.cases);
  if (cases.length === 0) return null;
  const areDefaults = cases.every(({ finding }) => finding.asShipped === true);
  return {
    count: cases.length,
    areDefaults,
    text: areDefaults ? `${counted(cases.length, 'note')} about defaults (--show all)` : minorText(problems, cases.length),
  };
}

function minorText(problems: readonly Problem[], count: number): string {
  const often = problems.toSorted((a, b) => b.cases.length - a.cases.length);
  const titles = often
    .slice(0, 2)
    .map(({ title, subjects }) => `${loweredTitle(title)}${subjects.length > 1 ? ` (${counted(subjects.length, 'endpoint')})` : ''}`);
  return `${counted(count, 'minor note')}: ${[...titles, ...(often.length > 2 ? ['…'] : [])].join(', ')} (--show all)`;
}
