import { printable } from '../printable.ts';

/** What spreadsheets take for the begin of a formula, the wide forms too. */
const formula = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * A field of CSV (RFC 4180). Text that a spreadsheet would take for a formula has an apostrophe before it, which makes it text there. Line breaks and other control characters are spelled,
 * so that a record is a line.
 */
export function csvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = printable(value);
  const guarded = formula.test(text.trimStart()) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A record with its end. */
export function csvRecord(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}
