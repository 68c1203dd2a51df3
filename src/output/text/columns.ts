import { displayWidth } from '../display-width.ts';
import type { Paint, Tone } from '../paint.ts';
import { padded, shorten, shortenMiddle } from './shorten.ts';

/** Text of a cell, and how it is set apart. */
export type Cell = { readonly text: string; readonly tone?: Tone };

/** A column of a table in which each row has one line. */
export type Column<T> = {
  readonly head: string;
  readonly cell: (row: T) => Cell;
  /** Cells below which it is not cut. */
  readonly least: number;
  /** Where a cell is cut that does not fit. */
  readonly cut: 'end' | 'middle';
  /** Left out in a table that is too wide, the highest first; null for a column that always stands. */
  readonly dispensable: number | null;
};

/** Cells between columns, as long as that leaves room for all of them. */
const gaps = [2, 1] as const;

/**
 * Rows of one line each under their heads. Where they do not fit, columns are left out; where that is not enough, or not wished, cells are cut.
 *
 * @returns the lines, and the heads of the columns that were left out
 */
export function columnLines<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  { width, leavesOut, paint }: { readonly width: number; readonly leavesOut: boolean; readonly paint: Paint },
): { readonly lines: readonly string[]; readonly leftOut: readonly string[] } {
  const all = columns.map((column) => ({ column, cells: rows.map(column.cell) })).map((one) => ({ ...one, natural: naturalWidth(one) }));
  let taken = all;
  const naturalOf = () => taken.map(({ natural }) => natural);
  const gap = gaps.find((each) => totalOf(naturalOf(), each) <= width) ?? gaps[1];
  while (leavesOut && totalOf(naturalOf(), gap) > width) {
    const ranks = taken.flatMap(({ column: { dispensable } }) => (dispensable === null ? [] : [dispensable]));
    if (ranks.length === 0) break;
    const most = Math.max(...ranks);
    taken = taken.filter(({ column: { dispensable } }) => dispensable !== most);
  }
  const widths = fittedWidths(
    taken.map(({ natural, column }) => ({ natural, least: column.least })),
    width - gap * (taken.length - 1),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, tone }, index) => {
        const room = widths[index] ?? 1;
        const fitting = taken[index]?.column.cut === 'middle' ? shortenMiddle(text, room) : shorten(text, room);
        const filled = index === cells.length - 1 ? fitting : padded(fitting, room);
        return tone === undefined ? filled : paint(tone, fitting) + filled.slice(fitting.length);
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return {
    lines: [
      paint('strong', line(taken.map(({ column }) => ({ text: column.head })))),
      ...rows.map((_, row) => line(taken.map(({ cells }) => cells[row] ?? { text: '' }))),
    ],
    leftOut: all.filter((one) => !taken.includes(one)).map(({ column }) => column.head),
  };
}

function naturalWidth<T>({ column, cells }: { readonly column: Column<T>; readonly cells: readonly Cell[] }): number {
  return cells.reduce((widest, { text }) => Math.max(widest, displayWidth(text)), displayWidth(column.head));
}

function totalOf(widths: readonly number[], gap: number): number {
  return widths.reduce((sum, each) => sum + each, gap * (widths.length - 1));
}

/** Takes from the widest column what is too much, cell by cell; where all are at their least, what they have. */
function fittedWidths(columns: readonly { readonly natural: number; readonly least: number }[], width: number): readonly number[] {
  const widths = columns.map(({ natural }) => natural);
  for (let over = totalOf(widths, 0) - width; over > 0; over--) {
    const spare = widths.map((each, index) => (each > (columns[index]?.least ?? 1) ? each : 0));
    const from = Math.max(...spare) > 0 ? spare : widths;
    const widest = from.indexOf(Math.max(...from));
    widths[widest] = Math.max(1, (widths[widest] ?? 1) - 1);
  }
  return widths;
}
