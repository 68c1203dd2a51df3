import { xmlText } from '../../escape/xml-text.ts';

/** What a part of a bar stands for, by its colour in the style sheet. */
export type BarKind = 'critical' | 'high' | 'medium' | 'good';

export type Bar = {
  /** Below the first, the middle and the last bar. */
  readonly label: string;
  /** What a pointer shows. */
  readonly title: string;
  /** From below. */
  readonly parts: readonly { readonly kind: BarKind; readonly value: number }[];
};

const height = 120;
const foot = 24;
const width = 720;

/** Bars side by side as inline SVG, with its numbers in words for whoever does not see it. */
export function barChart({ caption, bars }: { readonly caption: string; readonly bars: readonly Bar[] }): string {
  const totals = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = totals.reduce((a, b) => Math.max(a, b), 0);
  const step = width / Math.max(1, bars.length);
  const drawn = bars.map(({ title, parts }, index) => {
    let top = height;
    const rects = parts.flatMap(({ kind, value }) => {
      if (value === 0) return [];
      // What is there is seen, however small.
      const high = Math.max(2, (value / most) * (height - 20));
      top -= high;
      return [
        `<rect class="${kind}" x="${rounded(index * step)}" y="${rounded(top)}" width="${rounded(Math.max(1, step - Math.min(2, step / 4)))}" height="${rounded(high)}"/>`,
      ];
    });
    return rects.length === 0 ? '' : `<g><title>${xmlText(title)}</title>${rects.join('')}</g>`;
  });
  const labels = [0, Math.floor((bars.length - 1) / 2), bars.length - 1].flatMap((index, nth) => {
    const bar = bars[index];
    if (bar === undefined || (nth > 0 && bars.length < 3)) return [];
    const [x, anchor] = nth === 0 ? [0, 'start'] : nth === 1 ? [width / 2, 'middle'] : [width, 'end'];
    return [`<text x="${x}" y="${height + foot - 5}" text-anchor="${anchor}">${xmlText(bar.label)}</text>`];
  });
  return `<figure><svg class="chart" viewBox="0 0 ${width} ${height + foot}" role="img" aria-label="${xmlText(caption)}">
<text x="0" y="14">${most}</text><line x1="0" y1="${height}" x2="${width}" y2="${height}"/>${drawn.join('')}${labels.join('')}
</svg><figcaption>${xmlText(caption)}</figcaption></figure>`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
