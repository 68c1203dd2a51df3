import type { Report } from '../../model/report.ts';
import { countBySeverity } from '../../model/severity.ts';
import { cellState, stageTexts } from '../matrix-order.ts';
import { type Paint, painter } from '../paint.ts';
import { printableData } from '../printable.ts';
import { calendarSection, nextLines } from './calendar/calendar-lines.ts';
import { closingLine, secondsText } from './closing-line.ts';
import { counted, severityCounts } from './counted.ts';
import { matrixGrid } from './matrix-grid.ts';
import { matrixVerdict } from './matrix-verdict.ts';
import { notesOf } from './notes.ts';
import { hanging, indented } from './paragraph.ts';
import { countedSeverities, type Problem, partedByView, problemsOf } from './problem.ts';
import { fixHint, problemSection } from './problem-section.ts';
import { plainView, type TextView } from './text-view.ts';
import { verdictLine } from './verdict-line.ts';

export type MatrixTextOptions = Pick<TextView, 'width' | 'colour'> & Partial<TextView>;

type Look = { readonly width: number; readonly paint: Paint };

/**
 * Who would accept whom, for people: how many connections would fail, the grid, and the causes grouped, each with what ends it. What is wrong with single endpoints is counted.
 * Nothing that came from a peer can steer the terminal.
 */
export function renderMatrix(given: Report, options: MatrixTextOptions): string {
  const view: TextView = { ...plainView, ...options };
  const look = { width: view.width, paint: painter(view.colour) };
  const report = printableData(given);
  const { reported, notes } = partedByView(
    problemsOf((report.findings ?? []).map((finding) => ({ finding, subjects: finding.subjects }))),
    view,
  );
  const parts = [
    verdictLine(matrixVerdict(report, view), look),
    ...matrixGrid(report, look),
    differing(report, look),
    rotation(report, look),
    ...problemSection(reported, { ...look, view, namesSubjects: true }),
    view.details || view.verbose ? notChecked(report, look) : [],
    calendarSection(report.calendar, view, look),
    nextLines(report.calendar, look),
    closing(report, { reported, notes }, view, look),
  ].filter((part) => part.length > 0);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function differing({ matrix }: Report, { width, paint }: Look): readonly string[] {
  return (matrix?.differs ?? [])
    .flatMap(({ node, because, rule }) => hanging(`${node} differs: ${because} (${rule})`, { first: 0, rest: 2 }, width))
    .map((line) => paint('strong', line));
}

function rotation({ matrix }: Report, { width, paint }: Look): readonly string[] {
  if (matrix == null || matrix.rotation === null) return [];
  const { old, new: recent, nextStep } = matrix.rotation;
  const item = (text: string) => hanging(text, { first: 2, rest: 4 }, width);
  return [
    paint('strong', 'Change of the CA'),
    ...item(`from ${old.name} to ${recent.name}`),
    ...matrix.nodes.flatMap(({ label, stage }) => item(`${label}: ${stageTexts[stage ?? 'unknown'] ?? stage}`)),
    ...item(`next: ${nextStep}`).map((line) => paint('strong', line)),
  ];
}

/** Of pairs and of the whole: each reason once. */
function notChecked({ pairs = [], unknown = [] }: Report, { width, paint }: Look): readonly string[] {
  const reasons = new Map<string, number>();
  for (const pair of pairs) if (cellState(pair) === 'unknown') reasons.set(pair.detail, (reasons.get(pair.detail) ?? 0) + 1);
  const lines = [
    ...[...reasons].map(([reason, count]) => `${counted(count, 'connection')}: ${reason}`),
    ...unknown.map(({ rule, because }) => `${rule}: ${because}`),
  ];
  if (lines.length === 0) return [];
  return [
    paint('strong', 'Not checked'),
    ...lines.flatMap((line) => hanging(line, { first: 2, rest: 4 }, width)).map((line) => paint('faint', line)),
  ];
}

function closing(
  report: Report,
  { reported, notes }: { readonly reported: readonly Problem[]; readonly notes: readonly Problem[] },
  view: TextView,
  look: Look,
): readonly string[] {
  const { endpoints, findings = [], unknown = [], pairs = [] } = report;
  const single = severityCounts(countBySeverity(endpoints.flatMap((endpoint) => endpoint.findings)));
  const undetermined = unknown.length + pairs.filter((pair) => cellState(pair) === 'unknown').length;
  return [
    ...fixHint(reported, view, look.width),
    ...(single === '' ? [] : indented(`On single endpoints: ${single} (handclasp scan shows them)`, 0, look.width)),
    ...closingLine(
      [
        report.partial ? 'PARTIAL, interrupted' : null,
        severityCounts(countBySeverity(findings), countedSeverities(reported, view)) || 'Nothing found in comparison',
        notesOf(notes)?.text ?? null,
        `${counted(report.matrix?.nodes.length ?? 0, 'node')} in ${secondsText(report)}`,
        undetermined > 0 && !view.verbose && !view.details ? 'not all checked (--verbose)' : null,
        view.exit === null ? null : `exit ${view.exit}`,
      ],
      look,
    ),
  ];
}
