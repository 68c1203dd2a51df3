import type { EndpointReport, Report } from '../../model/report.ts';
import { atLeast } from '../../model/severity.ts';
import type { Tone } from '../paint.ts';
import { counted } from './counted.ts';
import { isReached } from './endpoint-state.ts';

/** A word of at most four letters, and the sentence behind it. */
export type Verdict = { readonly word: 'FAIL' | 'WARN' | 'PART' | 'DOWN' | 'OK'; readonly tone: Tone; readonly text: string };

/** What a verdict is made of: numbers of endpoints. */
export type VerdictCounts = {
  /** All that were to be checked. */
  readonly endpoints: number;
  readonly reached: number;
  /** A limit of this machine kept them from being tried. */
  readonly untried: number;
  /** With a critical or high problem. */
  readonly grave: number;
  /** With a medium problem or a worse one. */
  readonly medium: number;
  /** Reached, and not fully checked. */
  readonly cut: number;
  /** The run was interrupted. */
  readonly partial: boolean;
  /** The other nodes were to be found, and there may be more than were. */
  readonly undiscovered: boolean;
  /** What was known before is not counted among the problems. */
  readonly newOnly: boolean;
};

/** What a scan comes to. */
export function scanVerdict(
  endpoints: readonly EndpointReport[],
  { partial, baseline, discovery }: Pick<Report, 'partial' | 'baseline' | 'discovery'>,
): Verdict {
  const reached = endpoints.filter(isReached);
  const having = (severity: 'high' | 'medium') =>
    reached.filter(({ findings }) => findings.some((finding) => atLeast(finding.severity, severity))).length;
  return verdictOfCounts({
    endpoints: endpoints.length,
    reached: reached.length,
    untried: endpoints.filter(({ reachability }) => reachability === 'not-attempted').length,
    grave: having('high'),
    medium: having('medium'),
    cut: reached.filter(({ incomplete }) => incomplete.length > 0).length,
    partial,
    undiscovered: isUndiscovered(discovery),
    newOnly: baseline !== undefined,
  });
}

/** Whether there may be more nodes than were found. */
export function isUndiscovered(discovery: Report['discovery']): boolean {
  return discovery !== undefined && discovery.because !== null;
}

/** What is said of it. */
export const undiscoveredText = 'not all nodes were found';

/** The same by numbers alone. `OK` is said only where all that was asked for was checked. */
export function verdictOfCounts(counts: VerdictCounts): Verdict {
  const { endpoints, reached, untried, grave, medium, cut, partial, undiscovered, newOnly } = counts;
  const unreachable = endpoints - reached - untried;
  const interrupted = partial ? ['interrupted, so this is a part'] : [];
  const gaps = [
    ...(unreachable > 0 ? [`${unreachable} unreachable`] : []),
    ...(untried > 0 ? [`${untried} not tried`] : []),
    ...(undiscovered ? [undiscoveredText] : []),
    ...interrupted,
  ];
  const withGaps = (text: string) => [text, ...gaps].join('; ');
  const fresh = newOnly ? 'new ' : '';
  if (endpoints === 0) return { word: 'PART', tone: 'medium', text: withGaps('No endpoint was checked') };
  if (reached === 0) {
    const none = endpoints === 1 ? 'The endpoint was not reached' : `None of ${counted(endpoints, 'endpoint')} was reached`;
    if (untried === endpoints) return { word: 'PART', tone: 'medium', text: withGaps(none) };
    return { word: 'DOWN', tone: 'high', text: [none, ...interrupted].join('; ') };
  }
  const of = (count: number, problem: string) =>
    `${count} of ${counted(reached, 'endpoint')} ${count === 1 ? `has a ${fresh}${problem} problem` : `have ${fresh}${problem} problems`}`;
  if (grave > 0) return { word: 'FAIL', tone: 'critical', text: withGaps(of(grave, 'critical or high')) };
  if (medium > 0) return { word: 'WARN', tone: 'medium', text: withGaps(`${of(medium, 'medium')}, none critical or high`) };
  const well = `No ${fresh}problems in ${counted(reached, 'endpoint')}`;
  if (cut > 0) return { word: 'PART', tone: 'medium', text: withGaps(`${well}; ${cut} not fully checked`) };
  return gaps.length > 0 ? { word: 'PART', tone: 'medium', text: withGaps(well) } : { word: 'OK', tone: 'good', text: well };
}
