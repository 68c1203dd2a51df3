import { printable } from '../printable.ts';

/** Characters to which Markdown, or what shows it, gives a meaning: those of markup, of links, of lists. */
const meaningful = /[&<>"\\`*_{}[\]()~|!+=$:^-]|(?<=www)\.|(?<=^\s*\d+)[.)]/gi;

/**
 * Text in a paragraph or a cell of a table, for GitHub and GitLab: no markup, no link, no mention of anybody, no reference to an issue. A comment parts the sign of these two from what is
 * behind it, since they are looked for in text that is written as entities as well.
 */
export function markdownText(text: string): string {
  return printable(text)
    .replace(meaningful, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@|(?<!&)#/g, '$&<!-- -->');
}

/** A span in which nothing is markup. What a table, or the span itself, would take for its end is written as entities. */
export function markdownCode(text: string): string {
  const shown = printable(text);
  if (shown.trim() === '') return '` `';
  return /^[\w.:,/=@() -]+$/.test(shown) ? `\`${shown}\`` : `<code>${markdownText(text)}</code>`;
}
