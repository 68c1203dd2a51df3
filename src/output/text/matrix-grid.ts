import type { Report } from '../../model/report.ts';
import { displayWidth } from '../display-width.ts';
import { type CellState, cellState, cellTexts, matrixOrder, pairFinder } from '../matrix-order.ts';
import type { Paint, Tone } from '../paint.ts';
import { indented } from './paragraph.ts';
import { padded, shortenMiddle } from './shorten.ts';

const tones: Readonly<Record<CellState, Tone>> = {
  accepted: 'good',
  refused: 'critical',
  'full-only': 'medium',
  unknown: 'medium',
  self: 'faint',
};

const corner = 'connects to';

/**
 * A row for each node that connects, a column for each that it connects to; the nodes that stand out come first. Columns are numbered where names do not fit, and a grid too wide
 * is cut into blocks.
 */
export function matrixGrid(
  report: Report,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): readonly (readonly string[])[] {
  const labels = matrixOrder(report);
  if (labels.length < 2) return [];
  const pairOf = pairFinder(report);
  const digits = String(labels.length).length;
  // At most half of the line; a name that is cut can be told by its number.
  const nameWidth = Math.min(Math.max(...labels.map(displayWidth)), Math.floor(width / 2) - digits - 2);
  const headWidth = Math.max(digits + 1 + nameWidth, corner.length);
  const named = labels.reduce((sum, label) => sum + displayWidth(label) + 2, headWidth) <= width;
  const cellWidths = labels.map((label) => (named ? Math.max(displayWidth(label), 1) : digits) + 2);
  const head = (column: number) => `  ${padded(named ? (labels[column] ?? '') : String(column + 1), (cellWidths[column] ?? 3) - 2)}`;
  const cell = (from: string, column: number) => {
    const state = cellState(pairOf(from, labels[column] ?? ''));
    return `  ${paint(tones[state], cellTexts[state].sign)}${' '.repeat((cellWidths[column] ?? 3) - 3)}`;
  };
  const blocks = blocksOf(cellWidths, width - headWidth).map((columns) => [
    paint('faint', `${padded(corner, headWidth)}${columns.map(head).join('')}`.trimEnd()),
    ...labels.map((from, row) => {
      const name = padded(`${String(row + 1).padStart(digits)} ${shortenMiddle(from, nameWidth)}`, headWidth);
      return `${name}${columns.map((column) => cell(from, column)).join('')}`.trimEnd();
    }),
  ]);
  return [...blocks, legend(report, named, width).map((line) => paint('faint', line))];
}

function legend({ pairs = [] }: Report, named: boolean, width: number): readonly string[] {
  const states = new Set(pairs.map(cellState));
  const signs = (Object.keys(cellTexts) as CellState[]).flatMap((state) =>
    states.has(state) ? [`${cellTexts[state].sign} ${cellTexts[state].meaning}`] : [],
  );
  return indented([...signs, ...(named ? [] : ['columns are numbered as the rows are'])].join(' · '), 0, width);
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
