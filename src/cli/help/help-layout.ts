import { wrapText } from '../../index.ts';

/** A title, and what it is above of. */
export function block(title: string, lines: string): string {
  return `${title}:\n${lines}`;
}

/** @param width cells in a line */
export function paragraphs(text: string, width: number): string {
  return wrapText(text, width).join('\n');
}

/** A name that is longer has a line of its own. */
const widestName = 28;

/** Below this width texts stand under what they are of. */
export function isNarrow(width: number): boolean {
  return width < 60;
}

/** Where texts begin, behind names. */
export function columnOf(names: readonly string[], width: number): number {
  if (isNarrow(width)) return 8;
  return Math.min(widestName, Math.max(...names.map((name) => name.length))) + 4;
}

/** Names, each with its text beside or below it. */
export function rows(
  pairs: readonly (readonly [name: string, text: string])[],
  width: number,
  column: number = columnOf(
    pairs.map(([name]) => name),
    width,
  ),
): string {
  return pairs
    .flatMap(([name, text]) => {
      const lines = wrapText(text, width - column).map((line) => ' '.repeat(column) + line);
      const [first = '', ...more] = lines;
      return name.length + 4 <= column ? [`  ${name.padEnd(column - 2)}${first.trimStart()}`, ...more] : [`  ${name}`, ...lines];
    })
    .join('\n');
}

/** A command line stays whole, so that it can be copied. */
export function examples(pairs: readonly (readonly [line: string, purpose: string])[], width: number): string {
  const lines = pairs.map(([line, purpose]) => [`  handclasp ${line}`, purpose] as const);
  const column = Math.max(...lines.map(([line]) => line.length)) + 2;
  const beside = lines.every(([, purpose]) => column + purpose.length <= width);
  return lines
    .flatMap(([line, purpose]) => {
      if (purpose === '') return [line];
      return beside ? [line.padEnd(column) + purpose] : [line, ...wrapText(purpose, width - 6).map((text) => `      ${text}`)];
    })
    .join('\n');
}
