import type { Look, TextView } from '../index.ts';
import type { ReportRequest } from './options/report.ts';
import type { ViewRequest } from './options/view.ts';

/** How much of a report people are told by this command line, and the exit status that they are told of. */
export function viewOf(
  { show, details, verbose, failOn, exitZero }: ViewRequest & Pick<ReportRequest, 'verbose' | 'failOn' | 'exitZero'>,
  exit: number,
): Omit<TextView, keyof Look> {
  return { show, details, verbose, failOn: exitZero ? 'never' : failOn, exit };
}
