import type { Look, RuleText, TextView } from '../index.ts';
import type { ReportRequest } from './options/report.ts';
import type { ViewRequest } from './options/view.ts';

/** What rules say of themselves, for formats that explain them: all rules are loaded for it. */
export const explained = {
  rules: async (): Promise<ReadonlyMap<string, RuleText>> => (await import('./rule-texts.ts')).ruleTexts,
} as const;

/** How much of a report people are told by this command line, and the exit status that they are told of. */
export function viewOf(
  { show, details, verbose, failOn, exitZero }: ViewRequest & Pick<ReportRequest, 'verbose' | 'failOn' | 'exitZero'>,
  exit: number,
): Omit<TextView, keyof Look> & typeof explained {
  return { ...explained, show, details, verbose, failOn: exitZero ? 'never' : failOn, exit };
}
