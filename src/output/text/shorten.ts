import { clustersOf, displayWidth, prefixOf } from '../display-width.ts';

/** The text in at most so many cells: what is cut off at its end is an ellipsis. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${prefixOf(clustersOf(text), width - 1)}…`;
}

/** The same, with the cut in its middle: names of hosts differ at either end. */
export function shortenMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const clusters = clustersOf(text);
  const behind = prefixOf([...clusters].reverse(), Math.floor((width - 1) / 2));
  const before = prefixOf(clusters, width - 1 - displayWidth(behind));
  return `${before}…${clustersOf(behind).toReversed().join('')}`;
}

/** With spaces behind it up to so many cells. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
