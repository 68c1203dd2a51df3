import type { ClusterFinding, Report } from '../model/report.ts';
import { clustersOf, displayWidth } from './display-width.ts';
import { type CellState, cellState, cellTexts, matrixOrder, pairCounts, pairFinder, severityCounts, stageTexts } from './matrix-order.ts';
import { type Paint, painter, type Tone } from './paint.ts';
import { printableData } from './printable.ts';
import { fixLines } from './text/fix-lines.ts';
import { wrapText } from './wrap-text.ts';

/**
 * Who would accept whom, for people: a row for each node that dials, a column for each that is dialled; the nodes that stand out come first, and why they do stands right under
 * the grid. Columns are numbered where names do not fit, and a grid too wide is cut into blocks. Nothing that came from a peer can steer the terminal.
 *
 * @param options.width cells in a line; less than 60 is taken for 60
 */
export function renderMatrix(given: Report, options: { readonly width: number; readonly colour: boolean }): string {
  const width = Math.max(60, options.width);
  const paint = painter(options.colour);
  const report = printableData(given);
  const parts = [
    grid(report, width, paint),
    differing(report, width, paint),
    rotation(report, width, paint),
    ...(report.findings ?? []).map((finding) => section(finding, width, paint)),
    untold(report, width, paint),
    closing(report, width, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const tones: Readonly<Record<CellState, Tone>> = {
  accepted: 'good',
  refused: 'critical',
  'full-only': 'medium',
  unknown: 'medium',
  self: 'faint',
};

function grid(report: Report, width: number, paint: Paint): string {
  const labels = matrixOrder(report);
  if (labels.length < 2) return '';
  const pairOf = pairFinder(report);
  const digits = String(labels.length).length;
  // At most half of the line; a name that is cut can be told by its number.
  const nameWidth = Math.min(Math.max(...labels.map(displayWidth)), Math.floor(width / 2) - digits - 2);
  const headWidth = digits + 1 + nameWidth;
  const named = labels.reduce((sum, label) => sum + displayWidth(label) + 2, headWidth) <= width;
  const cellWidths = labels.map((label) => (named ? Math.max(displayWidth(label), 1) : digits) + 2);
  const rowHead = (label: string, index: number) =>
    `${String(index + 1).padStart(digits)} ${padded(shortened(label, nameWidth), nameWidth)}`;

  const blocks: string[] = [];
  for (const columns of blocksOf(cellWidths, width - headWidth)) {
    const heads = columns.map(
      (column) => `  ${padded(named ? (labels[column] ?? '') : String(column + 1), (cellWidths[column] ?? 3) - 2)}`,
    );
    const lines = [
      paint('faint', `${padded('dials', headWidth)}${heads.join('')}`.trimEnd()),
      ...labels.map((from, row) => {
        const cells = columns.map((column) => {
          const state = cellState(pairOf(from, labels[column] ?? ''));
          return `  ${paint(tones[state], cellTexts[state].sign)}${' '.repeat((cellWidths[column] ?? 3) - 3)}`;
        });
        return `${rowHead(from, row)}${cells.join('')}`.trimEnd();
      }),
    ];
    blocks.push(lines.join('\n'));
  }
  const states = new Set((report.pairs ?? []).map(cellState));
  const legend = (Object.keys(cellTexts) as CellState[]).flatMap((state) =>
    states.has(state) ? [`${cellTexts[state].sign} ${cellTexts[state].meaning}`] : [],
  );
  const columnsAre = named ? [] : ['columns are numbered as the rows are'];
  const text = [...legend, ...columnsAre].join(' · ');
  return [
    ...blocks,
    wrapText(text, width)
      .map((line) => paint('faint', line))
      .join('\n'),
  ].join('\n\n');
}

/** Columns in groups that fit. */
function blocksOf(cellWidths: readonly number[], available: number): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [column, cellWidth] of cellWidths.entries()) {
    if (used + cellWidth > available) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)?.push(column);
    used += cellWidth;
  }
  return blocks;
}

function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let taken = '';
  for (const cluster of clustersOf(text)) {
    if (displayWidth(taken + cluster) > width - 3) break;
    taken += cluster;
  }
  return `${taken}...`;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function differing({ matrix }: Report, width: number, paint: Paint): string {
  return (matrix?.differs ?? [])
    .flatMap(({ node, because, rule }) => hanging(`${node} differs: ${because} (${rule})`, width))
    .map((line) => paint('strong', line))
    .join('\n');
}

function rotation({ matrix }: Report, width: number, paint: Paint): string {
  if (matrix == null || matrix.rotation === null) return '';
  const { old, new: recent, nextStep } = matrix.rotation;
  return [
    paint('strong', 'Change of the CA'),
    ...hanging(`from ${old.name} to ${recent.name}`, width - 2).map((line) => `  ${line}`),
    ...matrix.nodes.flatMap(({ label, stage }) =>
      hanging(`${label}: ${stageTexts[stage ?? 'unknown'] ?? stage}`, width - 2).map((line) => `  ${line}`),
    ),
    ...hanging(`next: ${nextStep}`, width - 2).map((line) => paint('strong', `  ${line}`)),
  ].join('\n');
}

function section({ severity, title, rule, subjects, detail, fix, source }: ClusterFinding, width: number, paint: Paint): string {
  const indent = ' '.repeat(10);
  const lines = (text: string) => wrapText(text, width - indent.length).map((line) => indent + line);
  const labelled = (label: string, text: string) =>
    wrapText(text, width - indent.length - 8).map((line, index) => indent + (index === 0 ? label : '').padEnd(8) + line);
  const [first = '', ...more] = wrapText(title, width - indent.length);
  return [
    `${paint(severity, severity.padEnd(10))}${paint('strong', first)}`,
    ...more.map((line) => indent + paint('strong', line)),
    ...lines(rule).map((line) => paint('faint', line)),
    ...lines(detail),
    ...labelled('at:', subjects.join(', ')),
    ...fixLines(fix.steps, width - indent.length - 8).map((line, index) => indent + (index === 0 ? 'fix:' : '').padEnd(8) + line),
    ...labelled('source:', source).map((line) => paint('faint', line)),
  ].join('\n');
}

/** Of pairs and of the whole: each reason once. */
function untold(report: Report, width: number, paint: Paint): string {
  const reasons = new Map<string, number>();
  for (const pair of report.pairs ?? []) {
    if (cellState(pair) === 'unknown') reasons.set(pair.detail, (reasons.get(pair.detail) ?? 0) + 1);
  }
  const lines = [
    ...[...reasons].map(([reason, count]) => `${count} ${count === 1 ? 'pair' : 'pairs'}: ${reason}`),
    ...(report.unknown ?? []).map(({ rule, because }) => `${rule}: ${because}`),
  ];
  if (lines.length === 0) return '';
  return [
    paint('strong', 'Not told'),
    ...lines.flatMap((line) => hanging(line, width - 2)).map((line) => paint('faint', `  ${line}`)),
  ].join('\n');
}

function closing(report: Report, width: number, paint: Paint): string {
  const compared = severityCounts(report.findings ?? []);
  const single = severityCounts(report.endpoints.flatMap(({ findings }) => findings));
  const line = [
    `${report.partial ? 'PARTIAL, interrupted: ' : ''}${pairCounts(report)}`,
    compared || 'nothing found in comparison',
    ...(single === '' ? [] : [`of single endpoints ${single}: "handclasp scan" shows them`]),
  ].join(' · ');
  return wrapText(line, width)
    .map((each) => paint('strong', each))
    .join('\n');
}

function hanging(text: string, width: number): readonly string[] {
  return wrapText(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}
