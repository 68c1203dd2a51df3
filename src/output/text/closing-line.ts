import type { Report } from '../../model/report.ts';
import type { Paint } from '../paint.ts';
import { indented } from './paragraph.ts';

/** A space at which no line is broken. On the screen it is one like any other: what is copied should be found again. */
const joined = '\u00a0';

/** Seconds that a run took, as `1.1 s`. */
export function secondsText({ startedAt, finishedAt }: Pick<Report, 'startedAt' | 'finishedAt'>): string {
  return `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`;
}

/** The last line: what was counted and what it took. A number stays with its word where the line is broken. */
export function closingLine(
  parts: readonly (string | null)[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): readonly string[] {
  const kept = parts
    .filter((part) => part !== null && part !== '')
    .map((part) => part?.replace(/(\d) (?=\w)|(exit) (?=\d)/g, `$1$2${joined}`));
  return indented(kept.join(' · '), 0, width).map((line) => paint('strong', line.replaceAll(joined, ' ')));
}
