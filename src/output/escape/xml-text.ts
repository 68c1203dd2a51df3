import { printable } from '../printable.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for XML and HTML, within elements and quoted attributes. What neither may hold, or would show in another order, is spelled. */
export function xmlText(value: string): string {
  // Two code points that are no characters, and that XML forbids.
  return printable(value)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The same of several lines, whose breaks stay. */
export function xmlLines(value: string): string {
  return value.split(/\r?\n/).map(xmlText).join('\n');
}
