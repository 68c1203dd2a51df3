import { displayWidth } from '../display-width.ts';
import { wrapText } from '../wrap-text.ts';

/** The most cells that a line of prose has: longer ones are hard to read. Tables may be wider. */
export const widestProse = 110;

/** Lines of prose behind a margin. */
export function indented(text: string, margin: number, width: number): readonly string[] {
  const left = ' '.repeat(margin);
  return wrapText(text, Math.min(width, widestProse) - margin).map((line) => left + line);
}

/** Lines of prose of which the first has a label before it. */
export function labelled(label: string, text: string, margin: number, width: number): readonly string[] {
  const before = Math.max(margin, displayWidth(label));
  return wrapText(text, Math.min(width, widestProse) - before).map(
    (line, index) => (index === 0 ? label.padEnd(margin) : ' '.repeat(margin)) + line,
  );
}

/** An item of a list: its first line stands out to the left. */
export function hanging(
  text: string,
  { first, rest }: { readonly first: number; readonly rest: number },
  width: number,
): readonly string[] {
  return indented(text, rest, width).map((line, index) => (index === 0 ? line.slice(rest - first) : line));
}
