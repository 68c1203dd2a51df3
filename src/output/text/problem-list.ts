import { displayWidth } from '../display-width.ts';
import type { Paint } from '../paint.ts';
import { wrapText } from '../wrap-text.ts';
import { hostList } from './host-list.ts';
import { indented, labelled } from './paragraph.ts';
import type { Problem } from './problem.ts';
import { problemMargin } from './problem-block.ts';
import { padded } from './shorten.ts';

const gap = 2;
const longestTitle = 44;

/** A line for each problem: how bad, what, how often, and where as far as that fits; the option that lists the rest. */
export function problemList(
  problems: readonly Problem[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): readonly string[] {
  if (width < 60) return problems.flatMap((problem) => narrow(problem, width, paint));
  const margin = problemMargin(width);
  const most = Math.max(...problems.map(({ subjects }) => subjects.length));
  const countWidth = most > 1 ? String(most).length + gap : 0;
  const titleWidth = Math.min(longestTitle, Math.max(...problems.map(({ title }) => displayWidth(title))));
  const room = width - margin - titleWidth - gap - countWidth;
  return problems.flatMap(({ severity, title, rule, subjects }) => {
    const [first = '', ...more] = wrapText(title, titleWidth);
    const count = countWidth === 0 ? '' : `${String(subjects.length).padStart(countWidth - gap)}${' '.repeat(gap)}`;
    const head = severity.toUpperCase();
    return [
      `${paint(severity, head)}${' '.repeat(Math.max(1, margin - head.length))}${padded(first, titleWidth + gap)}${count}${placesOf(rule, subjects, room)}`.trimEnd(),
      ...more.map((line) => ' '.repeat(margin) + line),
    ];
  });
}

function placesOf(rule: string, subjects: readonly string[], room: number): string {
  const all = hostList(subjects, room);
  if (all !== null) return all;
  const few = `${subjects[0] ?? ''} … +${subjects.length - 1}`;
  return [`--show ${rule}`, few].find((text) => displayWidth(text) <= room) ?? '';
}

function narrow({ severity, title, rule, subjects }: Problem, width: number, paint: Paint): readonly string[] {
  const margin = problemMargin(width);
  const head = severity.toUpperCase();
  const [first = '', ...more] = labelled(`${head}  `, title, margin, width);
  const places = hostList(subjects, width - margin - 4) ?? `--show ${rule}`;
  return [
    paint(severity, head) + first.slice(head.length),
    ...more,
    ...indented(subjects.length > 1 ? `${subjects.length}  ${places}` : places, margin, width),
  ];
}
