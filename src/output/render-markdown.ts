import { daysLeftText } from '../model/days-left.ts';
import type { FixStep } from '../model/fix.ts';
import { stepText } from '../model/fix-text.ts';
import { groupBy } from '../model/group-by.ts';
import type { Inspection } from '../model/inspection.ts';
import { andMore } from '../model/name-list.ts';
import type { Report } from '../model/report.ts';
import { atLeast } from '../model/severity.ts';
import { toolVersion } from '../model/tool-version.ts';
import { cutTo } from './escape/cut-to.ts';
import { fenced } from './escape/fenced.ts';
import { markdownCode, markdownText } from './escape/markdown-text.ts';
import { printable } from './printable.ts';
import { reportHeadline } from './report-headline.ts';
import { reportProblems } from './report-problems.ts';
import { secondsText } from './text/closing-line.ts';
import { counted } from './text/counted.ts';
import type { Problem } from './text/problem.ts';

/** GitHub refuses a comment of more characters. */
export const mostCharacters = 65_536;

/** A part of a comment; where there is no room for it, `leftOut` is said at the end. */
type Part = { readonly text: string; readonly leftOut: string };

const mostPlaces = 5;
const mostName = 64;
const mostDetail = 600;
const mostTitle = 160;
/** Characters of a table. */
const mostTable = 24_000;
/** Rows of the table that take all of the room would leave none for fixes. */
const mostRows = 40;

/** A report as a comment on a pull request: the verdict, a table of problems, and the fixes, folded. */
export function renderMarkdown(report: Report, { undecided = false } = {}): string {
  const { word, text } = reportHeadline(report, { undecided });
  const problems = reportProblems(report);
  const told = problems.filter(({ severity }) => atLeast(severity, 'medium'));
  const notes = problems.length - told.length;
  const cause = report.cause == null ? [] : [causePart(report.cause)];
  return joined(
    [
      `## handclasp: ${word === 'FAIL' || word === 'DOWN' ? '❌' : word === 'OK' ? '✅' : '⚠️'} ${markdownText(cutTo(text, mostDetail))}`,
      ...(told.length === 0 ? [] : [table(told)]),
      ...(notes > 0 ? [`${counted(notes, 'minor note')} not listed.`] : []),
    ],
    [...policyParts(report), ...cause, ...told.map(fixPart), ...pairsPart(report), ...notCheckedPart(report)],
    `handclasp ${toolVersion} · ${counted(report.endpoints.length, 'endpoint')} in ${secondsText(report)}${report.partial ? ' · interrupted' : ''}`,
  );
}

/** The same of files. */
export function renderMarkdownOfFiles({ files }: Inspection): string {
  const rows = files.flatMap(({ file, certificates, store, unreadable, problem }) => [
    ...(problem === null ? [] : [row('HIGH', markdownText(cutTo(problem, mostDetail)), markdownCode(cutTo(file, mostName)))]),
    ...[...certificates.flatMap((one) => one.problems), ...(store?.problems ?? [])].map(({ rule, severity, detail }) =>
      row(severity.toUpperCase(), `${markdownText(cutTo(detail, mostDetail))} ${markdownCode(rule)}`, markdownCode(cutTo(file, mostName))),
    ),
    ...unreadable.map(({ rule, severity, because }) =>
      row(severity.toUpperCase(), `${markdownText(cutTo(because, mostDetail))} ${markdownCode(rule)}`, markdownCode(cutTo(file, mostName))),
    ),
  ]);
  const shown = fitting(rows);
  const certificates = files.flatMap(({ file, certificates: all }) =>
    all.map(
      ({ subject, notAfter, daysLeft }) =>
        `| ${markdownCode(cutTo(subject, mostName))} | ${notAfter.slice(0, 10)}, ${daysLeftText(daysLeft)} | ${markdownCode(cutTo(file, mostName))} |`,
    ),
  );
  const list = {
    text: folded('Certificates', ['| subject | ends | file |\n|---|---|---|', ...certificates.slice(0, mostRows)].join('\n')),
    leftOut: 'the list of certificates',
  };
  return joined(
    [
      `## handclasp: ${rows.length === 0 ? '✅ No problems' : `⚠️ ${counted(rows.length, 'problem')}`} in ${counted(files.length, 'file')}`,
      ...(rows.length === 0
        ? []
        : [`${tableHead}\n${shown.join('\n')}`, ...(rows.length > shown.length ? [`And ${rows.length - shown.length} more.`] : [])]),
    ],
    certificates.length === 0 ? [] : [list],
    `handclasp ${toolVersion}`,
  );
}

const tableHead = '| Severity | Problem | Where |\n|---|---|---|';

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(problems: readonly Problem[]): string {
  const rows = fitting(
    problems.map(({ severity, title, rule, subjects }) =>
      row(severity.toUpperCase(), `${markdownText(cutTo(title, mostTitle))} ${markdownCode(rule)}`, places(subjects)),
    ),
  );
  const left = problems.length - rows.length;
  return `${tableHead}\n${rows.join('\n')}${left > 0 ? `\n\nAnd ${counted(left, 'more problem')}.` : ''}`;
}

/** The first of the rows, as many as leave room for what follows. */
function fitting(rows: readonly string[]): readonly string[] {
  let length = 0;
  const end = rows.findIndex((one, index) => {
    length += one.length + 1;
    return length > mostTable || index >= mostRows;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

function places(subjects: readonly string[]): string {
  return `${subjects.length > 1 ? `${subjects.length}: ` : ''}${someCodes(subjects)}`;
}

/** The first few names, and how many more there are. */
function someCodes(names: readonly string[]): string {
  const some = names.slice(0, mostPlaces).map((name) => markdownCode(cutTo(name, mostName)));
  return `${some.join(' ')}${andMore(names.length - some.length)}`;
}

function moreItem(left: number): readonly string[] {
  return left > 0 ? [andMore(left, '- ')] : [];
}

/** What was seen, and the steps that end it. */
function fixPart({ title, rule, severity, cases }: Problem): Part {
  const seen = [...groupBy(cases, ({ finding }) => finding.detail).entries()];
  const details = seen
    .slice(0, mostPlaces)
    .map(([detail, group]) => `- ${places(group.flatMap(({ subjects }) => subjects))}: ${markdownText(cutTo(detail, mostDetail))}`);
  const left = seen.length - details.length;
  const text = [
    ...details,
    ...moreItem(left),
    '',
    ...(cases.length > 1 ? ['The fix of the first; the others likewise.', ''] : []),
    ...stepItems(cases[0]?.finding.fix.steps ?? []),
    '',
    markdownCode(`handclasp explain ${rule}`),
  ].join('\n');
  return { text: folded(`Fix: ${cutTo(title, mostTitle)} (${severity})`, text), leftOut: rule };
}

/** Requirements that are not met, and those that could not be checked. */
function policyParts({ policy }: Report): readonly Part[] {
  if (policy === undefined) return [];
  const rows = policy.requirements
    .filter(({ verdict }) => verdict === 'broken')
    .map(({ level, title, clause, broken }) => {
      const found = [...new Set(broken.flatMap((one) => one.found))];
      return row(
        level,
        markdownText(`${title}${clause === null ? '' : ` (${clause})`}`),
        someCodes(found),
        places(broken.map(({ subject }) => subject)),
      );
    });
  const open = policy.requirements
    .filter(({ verdict }) => verdict === 'undetermined' || verdict === 'by-hand')
    .map(
      ({ title, verdict, undetermined }) =>
        `- ${markdownText(title)}: ${verdict === 'by-hand' ? 'somebody has to attest it' : markdownText(cutTo(undetermined[0]?.because ?? '', mostDetail))}`,
    );
  const head = `| ${markdownText(policy.title)} | Requirement | Against it | Where |\n|---|---|---|---|`;
  return [
    ...(rows.length === 0 ? [] : [{ text: [head, ...rows].join('\n'), leftOut: 'the requirements' }]),
    ...(open.length === 0
      ? []
      : [
          {
            text: folded(`Not checked: ${counted(open.length, 'requirement')}`, open.join('\n')),
            leftOut: 'requirements that were not checked',
          },
        ]),
  ];
}

function causePart({ title, detail, fix, rule }: NonNullable<Report['cause']>): Part {
  return {
    text: [
      `**${markdownText(title)}** ${markdownCode(rule)}`,
      markdownText(cutTo(detail, mostDetail)),
      stepItems(fix.steps).join('\n'),
    ].join('\n\n'),
    leftOut: 'the fix of the cause',
  };
}

function pairsPart({ pairs = [] }: Report): readonly Part[] {
  const refused = pairs.filter(({ verdict }) => verdict !== 'accepted');
  if (refused.length === 0) return [];
  const groups = [...groupBy(refused, ({ rule, detail, verdict }) => JSON.stringify([verdict, rule, detail])).values()];
  const lines = groups.slice(0, mostRows).map((group) => {
    const [first] = group;
    const ends = group
      .slice(0, mostPlaces)
      .map(({ from, to }) => `${markdownCode(cutTo(from, mostName))} to ${markdownCode(cutTo(to, mostName))}`);
    const left = group.length - ends.length;
    return `- ${first?.verdict === 'refused' ? 'refused' : 'not checked'}, ${ends.join(', ')}${andMore(left)}: ${markdownText(cutTo(first?.detail ?? '', mostDetail))}`;
  });
  const left = groups.length - lines.length;
  return [
    {
      text: folded(
        `Connections that would not come about: ${refused.length} of ${pairs.length}`,
        [...lines, ...(left > 0 ? [`- and ${left} more reasons`] : [])].join('\n'),
      ),
      leftOut: 'the list of connections',
    },
  ];
}

function notCheckedPart({ endpoints, unknown = [] }: Report): readonly Part[] {
  const lines = [
    ...endpoints
      .filter(({ incomplete }) => incomplete.length > 0)
      .map(
        ({ target, incomplete }) => `- ${markdownCode(cutTo(target, mostName))}: ${markdownText(cutTo(incomplete.join('; '), mostDetail))}`,
      ),
    ...unknown.map(({ rule, because }) => `- ${markdownCode(rule)}: ${markdownText(cutTo(because, mostDetail))}`),
  ];
  if (lines.length === 0) return [];
  const left = lines.length - mostRows;
  return [
    {
      text: folded(`Not checked: ${lines.length}`, [...lines.slice(0, mostRows), ...moreItem(left)].join('\n')),
      leftOut: 'what was not checked',
    },
  ];
}

function folded(summary: string, text: string): string {
  return `<details><summary>${markdownText(summary)}</summary>\n\n${text}\n\n</details>`;
}

/** Steps as items of a numbered list. */
function stepItems(steps: readonly FixStep[]): readonly string[] {
  return steps.map(
    (step, index) => `${index + 1}. ${markdownText(stepText(step))}${step.lines === undefined ? '' : `\n\n${indentedBlock(step.lines)}\n`}`,
  );
}

/** Within a list. */
function indentedBlock(lines: readonly string[]): string {
  return fenced(lines.map(printable).join('\n'))
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}

/** As many parts as there is room for, and a sentence on the others. */
function joined(head: readonly string[], parts: readonly Part[], foot: string): string {
  const reserve = 600;
  const told: string[] = ['<!-- handclasp -->', ...head];
  const leftOut: string[] = [];
  let room = mostCharacters - reserve - foot.length - told.join('\n\n').length;
  for (const { text, leftOut: name } of parts) {
    if (text.length + 2 > room) leftOut.push(name);
    else {
      told.push(text);
      room -= text.length + 2;
    }
  }
  if (leftOut.length > 0) {
    const named = leftOut.slice(0, mostPlaces).join(', ');
    told.push(
      `Left out, since a comment holds ${mostCharacters} characters: ${markdownText(cutTo(named, 400))}${andMore(leftOut.length - mostPlaces)}.`,
    );
  }
  return `${[...told, foot].join('\n\n')}\n`;
}
