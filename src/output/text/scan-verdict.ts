import type { EndpointReport } from '../../model/report.ts';
import { atLeast } from '../../model/severity.ts';
import type { Tone } from '../paint.ts';
import { counted } from './counted.ts';
import { isReached } from './endpoint-state.ts';

/** A word of at most four letters, and the sentence behind it. */
export type Verdict = { readonly word: 'FAIL' | 'WARN' | 'PART' | 'DOWN' | 'OK'; readonly tone: Tone; readonly text: string };

/** What a scan comes to. `OK` is said only where all that was asked for was checked. */
export function scanVerdict(endpoints: readonly EndpointReport[], { partial }: { readonly partial: boolean }): Verdict {
  const reached = endpoints.filter(isReached);
  const missed = endpoints.length - reached.length;
  const untried = endpoints.filter(({ reachability }) => reachability === 'not-attempted').length;
  const gaps = [
    ...(missed > untried ? [`${missed - untried} unreachable`] : []),
    ...(untried > 0 ? [`${untried} not tried`] : []),
    ...(partial ? ['interrupted, so this is a part'] : []),
  ];
  const withGaps = (text: string) => [text, ...gaps].join('; ');
  if (endpoints.length === 0) return { word: 'PART', tone: 'medium', text: withGaps('No endpoint was checked') };
  if (reached.length === 0) {
    const none = endpoints.length === 1 ? 'The endpoint was not reached' : `None of ${counted(endpoints.length, 'endpoint')} was reached`;
    return untried === endpoints.length
      ? { word: 'PART', tone: 'medium', text: withGaps(none) }
      : { word: 'DOWN', tone: 'high', text: partial ? `${none}; interrupted, so this is a part` : none };
  }
  const having = (severities: 'high' | 'medium') =>
    reached.filter(({ findings }) => findings.some(({ severity }) => atLeast(severity, severities))).length;
  const [grave, middling] = [having('high'), having('medium')];
  const of = (count: number) => `${count} of ${counted(reached.length, 'endpoint')} ${count === 1 ? 'has a' : 'have'}`;
  if (grave > 0)
    return { word: 'FAIL', tone: 'critical', text: withGaps(`${of(grave)} critical or high ${grave === 1 ? 'problem' : 'problems'}`) };
  if (middling > 0)
    return {
      word: 'WARN',
      tone: 'medium',
      text: withGaps(`${of(middling)} medium ${middling === 1 ? 'problem' : 'problems'}, none critical or high`),
    };
  const cut = reached.filter(({ incomplete }) => incomplete.length > 0).length;
  const well = `No problems in ${counted(reached.length, 'endpoint')}`;
  if (cut > 0) return { word: 'PART', tone: 'medium', text: withGaps(`${well}; ${cut} not fully checked`) };
  return gaps.length > 0 ? { word: 'PART', tone: 'medium', text: withGaps(well) } : { word: 'OK', tone: 'good', text: well };
}
