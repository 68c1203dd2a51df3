import { printable } from '../printable.ts';

/** Octets of a line of a calendar (RFC 5545 §3.1), without its break. */
const mostOctets = 75;

/** A content line, folded where it is too long; no character is torn. @param value as it is to stand there: text is escaped by `calendarText` */
export function calendarLine(name: string, value: string): string {
  const lines: string[] = [];
  let line = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const size = Buffer.byteLength(character);
    if (octets + size > mostOctets) {
      lines.push(line);
      // A line that goes on begins with a blank.
      line = ' ';
      octets = 1;
    }
    line += character;
    octets += size;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
}

/** A value of the type TEXT (RFC 5545 §3.3.11). Line breaks of ours stay; those of names are spelled. */
export function calendarText(...lines: readonly string[]): string {
  return lines.map((text) => printable(text).replace(/[\\;,]/g, (character) => `\\${character}`)).join('\\n');
}

/** An instant in UTC: `20270331T235959Z`. */
export function calendarTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
