import type { Paint } from '../paint.ts';
import { indented } from './paragraph.ts';
import type { Problem } from './problem.ts';
import { problemBlock } from './problem-block.ts';
import { problemList } from './problem-list.ts';
import { ReportedSteps } from './reported-steps.ts';
import type { TextView } from './text-view.ts';

/** Problems that are told in full at once; of more, a line each. */
const mostInFull = 5;

/** Whether problems are told in a list, with those in full alone that were asked for by name. */
function isListed(problems: readonly Problem[], { details }: Pick<TextView, 'details'>): boolean {
  return problems.length > mostInFull && !details;
}

/** How to see the fixes of those that are told in a list; nothing where they are told in full. */
export function fixHint(problems: readonly Problem[], view: Pick<TextView, 'details'>, width: number): readonly string[] {
  const [worst] = problems;
  if (worst === undefined || !isListed(problems, view)) return [];
  return indented(`Fixes: add --details, or --show ${worst.rule} for one problem`, 0, width);
}

/** The problems: a few in full, many in a list; a paragraph each. */
export function problemSection(
  problems: readonly Problem[],
  {
    view,
    width,
    paint,
    namesSubjects,
  }: {
    readonly view: Pick<TextView, 'details' | 'show'>;
    readonly width: number;
    readonly paint: Paint;
    readonly namesSubjects: boolean;
  },
): readonly (readonly string[])[] {
  const { details, show } = view;
  const byName = ({ rule }: Problem) => show.includes(rule);
  const listed = isListed(problems, view);
  const full = listed ? problems.filter(byName) : problems;
  const look = { width, paint, namesSubjects, reportedSteps: details ? new ReportedSteps() : null, fixes: new Map<string, string>() };
  const depthOf = (problem: Problem) => (byName(problem) || (details && show.includes('all')) ? 'whole' : details ? 'details' : 'brief');
  return [
    ...(listed ? [problemList(problems, look)] : []),
    ...full.map((problem) => problemBlock(problem, { ...look, depth: depthOf(problem) })),
  ];
}
