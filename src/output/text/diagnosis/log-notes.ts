import type { LogReport } from '../../../model/join-report.ts';
import type { Paint } from '../../paint.ts';
import { hanging } from '../paragraph.ts';

/** Remarks that are told where details are not asked for. */
const mostRemarks = 3;

/** What a log says of who joined, and which of its lines are no reason not to. `headed`: as a part of its own. */
export function logNotes(
  { verdict, remarks }: LogReport,
  {
    width,
    paint,
    whole,
    headed,
    bringsVerdict,
  }: { readonly width: number; readonly paint: Paint; readonly whole: boolean; readonly headed: boolean; readonly bringsVerdict: boolean },
): readonly string[] {
  const reported = whole ? remarks : remarks.slice(0, mostRemarks);
  const left = remarks.length - reported.length;
  const texts = [
    ...(bringsVerdict ? [] : [verdict]),
    ...reported.map(({ kind, line, lastLine, count, rule, text }) => {
      const times = kind === 'own-scan' ? '' : `, ${count} times`;
      const where = count === 1 ? `line ${line}` : `lines ${line} to ${lastLine}${times}`;
      return rule === null ? `${where}: ${text}` : `${where}: ${text} (${rule})`;
    }),
    ...(left > 0 ? [`${left} more (--details)`] : []),
  ];
  if (texts.length === 0) return [];
  return [...(headed ? [paint('strong', 'In the log')] : []), ...texts.flatMap((text) => hanging(text, { first: 2, rest: 4 }, width))];
}
