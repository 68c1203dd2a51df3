import type { Report } from '../../model/report.ts';
import { cellState } from '../matrix-order.ts';
import { counted } from './counted.ts';
import { isUndiscovered, undiscoveredText, type Verdict } from './scan-verdict.ts';

/** How many of the connections between nodes would fail. `OK` is said only where all could be told. */
export function matrixVerdict({ pairs = [], partial, discovery }: Report): Verdict {
  const count = (state: ReturnType<typeof cellState>) => pairs.filter((pair) => cellState(pair) === state).length;
  const [refused, byName, unknown] = [count('refused'), count('full-only'), count('unknown')];
  const gaps = [
    ...(unknown > 0 ? [`${unknown} not checked`] : []),
    ...(isUndiscovered(discovery) ? [undiscoveredText] : []),
    ...(partial ? ['interrupted, so this is a part'] : []),
  ];
  const withGaps = (text: string) => [text, ...gaps].join('; ');
  if (pairs.length === 0) return { word: 'PART', tone: 'medium', text: withGaps('There are no two transport endpoints to compare') };
  const of = (failing: number) =>
    `${failing === pairs.length ? 'All ' : `${failing} of `}${counted(pairs.length, 'connection')} would fail`;
  const under =
    byName > 0
      ? `${refused > 0 ? ', ' : ''}${byName} ${refused > 0 ? 'more ' : `of ${counted(pairs.length, 'connection')} would fail `}under verification_mode full`
      : '';
  if (refused > 0) return { word: 'FAIL', tone: 'critical', text: withGaps(`${of(refused)}${under}`) };
  if (byName > 0) return { word: 'WARN', tone: 'medium', text: withGaps(under) };
  const none = `No connection is known to fail, of ${pairs.length}`;
  return gaps.length > 0
    ? { word: 'PART', tone: 'medium', text: withGaps(none) }
    : { word: 'OK', tone: 'good', text: `All ${counted(pairs.length, 'connection')} would succeed` };
}
