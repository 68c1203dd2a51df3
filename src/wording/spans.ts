import { dayMs } from '../model/days-left.ts';

/** The day of an instant in UTC: `2026-07-01`. */
export function day(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? 'an unreadable date' : instant.toISOString().slice(0, 10);
}

/** A span in the unit that an operator would use: `45 seconds`, `6 hours`, `30 days`, `3 years`. Rounded down; a sign is dropped. */
export function span(ms: number): string {
  const size = Math.abs(ms);
  for (const [unit, unitMs, from] of units) {
    if (size < from * unitMs) continue;
    const count = Math.floor(size / unitMs);
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return `${Math.round(size)} milliseconds`;
}

// From three years on days are hard to read; below two days hours tell more.
const units: readonly (readonly [unit: string, unitMs: number, from: number])[] = [
  ['year', 365 * dayMs, 3],
  ['day', dayMs, 2],
  ['hour', 3_600_000, 1],
  ['minute', 60_000, 2],
  ['second', 1000, 1],
];
