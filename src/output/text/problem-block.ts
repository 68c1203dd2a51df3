import type { Finding } from '../../model/finding.ts';
import { groupBy } from '../../model/group-by.ts';
import { andMore } from '../../model/name-list.ts';
import { displayWidth } from '../display-width.ts';
import type { Paint } from '../paint.ts';
import { wrapText } from '../wrap-text.ts';
import { counted } from './counted.ts';
import { factsText } from './facts-text.ts';
import { fixLines, numberedLines } from './fix-lines.ts';
import { shortenedRuns, someHosts } from './host-list.ts';
import { indented, labelled, widestProse } from './paragraph.ts';
import type { Problem, ProblemCase } from './problem.ts';
import type { ReportedSteps } from './reported-steps.ts';

export type ProblemLook = {
  readonly width: number;
  readonly paint: Paint;
  /** `brief`: the fix of the first place. `details`: every case, and each fix that differs. `whole`: and the facts behind it, and who says so. */
  readonly depth: 'brief' | 'details' | 'whole';
  /** Where there is but one endpoint, it is not named again. */
  readonly namesSubjects: boolean;
  /** Steps that were told before, and where; what is told here joins them. Null where each problem stands for itself. */
  readonly reportedSteps: ReportedSteps | null;
  /** The fixes that were told before in full, each with the title of its problem; what is told here joins them. */
  readonly fixes: Map<string, string>;
};

/** Cells before the text of a problem: room for its severity. In a narrow terminal there are fewer. */
export function problemMargin(width: number): number {
  return width < 60 ? 6 : 10;
}

/** A problem in full: what it is and where, what was seen, and the steps that end it. */
export function problemBlock(problem: Problem, look: ProblemLook): readonly string[] {
  return [
    ...heading(problem, look),
    ...detailLines(problem, look),
    ...(look.depth === 'whole' ? factLines(problem, look) : []),
    ...fixBlock(problem, look),
    ...moreLines(problem, look),
  ];
}

function heading({ severity, title, subjects }: Problem, { width, paint, depth, namesSubjects }: ProblemLook): readonly string[] {
  const margin = problemMargin(width);
  const head = severity.toUpperCase().padEnd(Math.max(margin, severity.length + 2));
  const [only = ''] = subjects;
  const isShort = namesSubjects && subjects.length === 1 && displayWidth(`${head}${only}  ${title}`) <= width;
  const [first = '', ...more] = isShort ? [`${head}${only}  ${title}`] : labelled(head, title, margin, width);
  const room = Math.min(width, widestProse) - margin;
  const places = subjects.length < 2 ? only : placesText(subjects, depth === 'brief' ? room : null);
  return [
    paint(severity, severity.toUpperCase()) + first.slice(severity.length, head.length) + paint('strong', first.slice(head.length)),
    ...more.map((line) => ' '.repeat(margin) + paint('strong', line.slice(margin))),
    ...(namesSubjects && !isShort ? indented(places, margin, width) : []),
  ];
}

/** @param room in one line of so many cells; null for all of them */
function placesText(subjects: readonly string[], room: number | null): string {
  const count = `${counted(subjects.length, 'endpoint')}: `;
  return count + (room === null ? shortenedRuns(subjects).join(' ') : someHosts(subjects, room - count.length));
}

/** What was seen: once where it is the same everywhere; otherwise with its place. */
function detailLines(problem: Problem, { width, depth }: ProblemLook): readonly string[] {
  const groups = grouped(problem.cases, ({ finding }) => sureText(finding) + finding.detail);
  const margin = problemMargin(width);
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) return indented(only.key, margin, width);
  const shown = depth === 'brief' ? groups.slice(0, 3) : groups;
  const left = groups.length - shown.length;
  return [
    ...shown.flatMap(({ key, subjects }) => labelled(' '.repeat(margin), `${shortenedRuns(subjects).join(' ')}: ${key}`, margin, width)),
    ...(left > 0 ? indented(`${andMore(left, '… ')} (--show ${problem.rule})`, margin, width) : []),
  ];
}

/** What was taken for granted is said where it was. */
function sureText({ certainty }: Finding): string {
  return certainty === 'likely' ? 'Likely: ' : '';
}

function factLines({ cases }: Problem, { width, paint }: ProblemLook): readonly string[] {
  const groups = grouped(cases, ({ finding }) => factsText(finding.evidence)).filter(({ key }) => key !== '');
  return groups
    .flatMap(({ key, subjects }) => field('Seen', groups.length === 1 ? key : `${shortenedRuns(subjects).join(' ')}: ${key}`, width))
    .map((line) => paint('faint', line));
}

function moreLines({ rule, cases }: Problem, { width, paint, depth }: ProblemLook): readonly string[] {
  const sources = depth !== 'whole' ? [] : [...new Set(cases.map(({ finding: { source } }) => source))];
  return field('More', [`handclasp explain ${rule}`, ...sources].join(' · '), width).map((line) => paint('faint', line));
}

/** The steps; where they differ from place to place, those of the first, unless all are asked for. */
function fixBlock(problem: Problem, { width, depth, reportedSteps, fixes }: ProblemLook): readonly string[] {
  const groups = grouped(problem.cases, ({ finding }) => finding.remedy);
  const margin = problemMargin(width);
  return (depth === 'brief' ? groups.slice(0, 1) : groups).flatMap(({ key, first: { finding }, subjects }) => {
    const { steps } = finding.fix;
    const room = Math.min(width, widestProse) - margin;
    const told = steps.length > 1 ? fixes.get(key) : undefined;
    if (told === undefined) fixes.set(key, problem.title);
    const lines =
      told !== undefined
        ? wrapText(`The same ${steps.length} steps as for "${told}" above`, room)
        : reportedSteps === null
          ? fixLines(steps, room)
          : numberedLines(reportedSteps.tell(problem.rule, steps), room);
    if (groups.length === 1) return behind('Fix', lines, margin);
    const [one = ''] = subjects;
    const places = depth === 'brief' ? `${one}; the others likewise (--show ${problem.rule})` : shortenedRuns(subjects).join(' ');
    return [...field('Fix', `for ${places}`, width), ...behind('', lines, margin)];
  });
}

/** A text behind a label that stands to the right of the margin. */
function field(label: string, text: string, width: number): readonly string[] {
  const margin = problemMargin(width);
  return labelled(`${label.padStart(margin - 2)}  `, text, margin, width);
}

function behind(label: string, lines: readonly string[], margin: number): readonly string[] {
  return lines.map((line, index) => (index === 0 ? `${label.padStart(margin - 2)}  ` : ' '.repeat(margin)) + line);
}

type Group = { readonly key: string; readonly first: ProblemCase; readonly subjects: readonly string[] };

/** Cases that say the same. */
function grouped(cases: readonly ProblemCase[], keyOf: (one: ProblemCase) => string): readonly Group[] {
  return [...groupBy(cases, keyOf)].flatMap(([key, group]): readonly Group[] => {
    const [first] = group;
    return first === undefined ? [] : [{ key, first, subjects: [...new Set(group.flatMap(({ subjects }) => subjects))] }];
  });
}
