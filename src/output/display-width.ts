import { eastAsianWidth } from 'get-east-asian-width';

/** One cell each, whatever stands around them: ASCII, and the signs that our own texts have. */
const narrow = /^[\u0020-\u007e\u00a0\u00a7\u00b7\u2013\u2019\u2026\u2192\u2500\u2514\u2713]*$/;
const visible = /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/u;
/** What has a width of its own behind another character of the same cluster. */
const trailing = /[\p{Spacing_Mark}\uff00-\uffef]/u;
const pictograph = /\p{Extended_Pictographic}/u;

/** Made when a text asks for it: it takes longer than all of a scan's output. */
let clusters: Intl.Segmenter | null = null;

/** How many cells of a terminal the text takes. It must be printable. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const cluster of clustersOf(text)) width += clusterWidth(cluster);
  return width;
}

/** What a terminal shows as one character: a letter with its marks, a flag, an emoji of several parts. */
export function clustersOf(text: string): readonly string[] {
  if (narrow.test(text)) return Array.from(text);
  clusters ??= new Intl.Segmenter();
  return Array.from(clusters.segment(text), ({ segment }) => segment);
}

/** The first of them, as many as fit into so many cells. */
export function prefixOf(clusters: readonly string[], width: number): string {
  let taken = '';
  let used = 0;
  for (const cluster of clusters) {
    used += displayWidth(cluster);
    if (used > width) break;
    taken += cluster;
  }
  return taken;
}

function clusterWidth(cluster: string): number {
  const at = cluster.search(visible);
  if (at < 0) return 0;
  if (isEmoji(cluster)) return 2;
  const [first = '', ...rest] = cluster.slice(at);
  return rest.reduce((width, each) => width + (trailing.test(each) ? cellsOf(each) : 0), cellsOf(first));
}

/** A flag, a keycap, an emoji asked for by its selector, or several joined to one. */
function isEmoji(cluster: string): boolean {
  if (/^\p{Regional_Indicator}{2}$/u.test(cluster) || /^[\d#*]\ufe0f?\u20e3$/.test(cluster)) return true;
  return pictograph.test(cluster) && /\ufe0f|\u200d|[\u{1f3fb}-\u{1f3ff}]/u.test(cluster);
}

function cellsOf(character: string): number {
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
