import type { Report } from '../../model/report.ts';
import { cellState } from '../matrix-order.ts';
import { allCounted, counted, noneCounted } from './counted.ts';
import { failingOf } from './failing.ts';
import { isUndiscovered, undiscoveredText, type Verdict } from './scan-verdict.ts';
import type { TextView } from './text-view.ts';

/** How many of the connections between nodes would fail. `OK` is said only where all could be told; the word agrees with the exit status, which counts what else was found as well. */
export function matrixVerdict(report: Report, view: Pick<TextView, 'failOn' | 'exit'>): Verdict {
  const verdict = connectionVerdict(report);
  const failing = failingOf(report, view);
  if (verdict.word === 'FAIL' || failing.endpoints + failing.compared === 0) return verdict;
  const { endpoints, failOn } = { ...failing, endpoints: report.endpoints.length };
  const severity = failOn === 'high' ? 'critical or high' : failOn === 'critical' || failOn === 'never' ? 'critical' : `${failOn} or worse`;
  const who =
    failing.endpoints === endpoints
      ? allCounted(endpoints, 'endpoint').toLowerCase()
      : `${failing.endpoints} of ${counted(endpoints, 'endpoint')}`;
  const what =
    failing.endpoints === 0
      ? `comparing the nodes shows ${counted(failing.compared, `${severity} problem`)}`
      : failing.isDueAlone
        ? `${who} ${failing.endpoints === 1 ? 'has a certificate that expires' : 'have certificates that expire'} within --expires-in`
        : `${who} ${failing.endpoints === 1 ? `has a ${severity} problem` : `have ${severity} problems`}`;
  return { word: 'FAIL', tone: 'critical', text: `${verdict.text}, but ${what}` };
}

function connectionVerdict({ pairs = [], partial, discovery, summary }: Report): Verdict {
  const count = (state: ReturnType<typeof cellState>) => pairs.filter((pair) => cellState(pair) === state).length;
  const [refused, byName, unknown] = [count('refused'), count('full-only'), count('unknown')];
  const gaps = [
    ...(unknown > 0 ? [`${unknown} not checked`] : []),
    ...(summary.incomplete > 0 ? [`${counted(summary.incomplete, 'endpoint')} not fully checked`] : []),
    ...(isUndiscovered(discovery) ? [undiscoveredText] : []),
    ...(partial ? ['interrupted, so this is a part'] : []),
  ];
  const withGaps = (text: string) => [text, ...gaps].join('; ');
  if (pairs.length === 0) return { word: 'PART', tone: 'medium', text: withGaps('There are no two transport endpoints to compare') };
  const of = (failing: number) =>
    `${failing === pairs.length ? allCounted(pairs.length, 'connection') : `${failing} of ${counted(pairs.length, 'connection')}`} would fail`;
  const under =
    byName > 0
      ? `${refused > 0 ? ', ' : ''}${byName} ${refused > 0 ? 'more ' : `of ${counted(pairs.length, 'connection')} would fail `}under verification_mode full`
      : '';
  if (refused > 0) return { word: 'FAIL', tone: 'critical', text: withGaps(`${of(refused)}${under}`) };
  if (byName > 0) return { word: 'WARN', tone: 'medium', text: withGaps(under) };
  const none = `${noneCounted(pairs.length, 'connection', 'is')} known to fail`;
  return gaps.length > 0
    ? { word: 'PART', tone: 'medium', text: withGaps(none) }
    : { word: 'OK', tone: 'good', text: `${allCounted(pairs.length, 'connection')} would succeed` };
}
