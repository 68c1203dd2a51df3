import type { Report } from '../../model/report.ts';
import type { Paint } from '../paint.ts';
import { indented } from './paragraph.ts';

/** Seconds that a run took, as `1.1 s`. */
export function secondsText({ startedAt, finishedAt }: Pick<Report, 'startedAt' | 'finishedAt'>): string {
  return `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`;
}

/** The last line: what was counted and what it took. */
export function closingLine(
  parts: readonly (string | null)[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): readonly string[] {
  const text = parts.filter((part) => part !== null && part !== '').join(' · ');
  return indented(text, 0, width).map((line) => paint('strong', line));
}
