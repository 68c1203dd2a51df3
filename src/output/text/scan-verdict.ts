import type { EndpointReport, Report } from '../../model/report.ts';
import { atLeast } from '../../model/severity.ts';
import type { MergedReport } from '../../model/shard.ts';
import type { Tone } from '../paint.ts';
import { allCounted, counted, noneCounted } from './counted.ts';
import { isReached } from './endpoint-state.ts';
import { type Failing, failingOf } from './failing.ts';
import type { TextView } from './text-view.ts';

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
  /** Of several parts, these are not there. */
  readonly missing?: MergedReport | undefined;
  /** The other nodes were to be found, and there may be more than were. */
  readonly undiscovered: boolean;
  /** What was known before is not counted among the problems. */
  readonly newOnly: boolean;
  /** What makes the exit status 1. Absent: critical and high problems. */
  readonly failing?: Pick<Failing, 'failOn' | 'endpoints' | 'isDueAlone'>;
};

/** What a scan comes to; its word agrees with the exit status. */
export function scanVerdict(
  endpoints: readonly EndpointReport[],
  { partial, merged, baseline, discovery }: Pick<Report, 'partial' | 'merged' | 'baseline' | 'discovery'>,
  view: Pick<TextView, 'failOn' | 'exit'>,
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
    missing: merged,
    undiscovered: isUndiscovered(discovery),
    newOnly: baseline !== undefined,
    failing: failingOf({ endpoints: reached }, view),
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
  const { endpoints, reached, untried, grave, medium, cut, partial, undiscovered, newOnly, failing } = counts;
  const unreachable = endpoints - reached - untried;
  const lacking = counts.missing?.missing.length ?? 0;
  const parts = lacking > 0 ? [`${lacking} of ${counted(counts.missing?.of ?? 0, 'part')} missing`] : [];
  const interrupted = partial && lacking === 0 ? ['interrupted, so this is a part'] : parts;
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
    const none = `${noneCounted(endpoints, 'endpoint', 'was')} reached`;
    if (untried === endpoints) return { word: 'PART', tone: 'medium', text: withGaps(none) };
    return { word: 'DOWN', tone: 'high', text: [none, ...interrupted].join('; ') };
  }
  const noun = reached === endpoints ? 'endpoint' : 'reached endpoint';
  const whole = (count: number) => (count === reached ? allCounted(reached, noun) : `${count} of ${counted(reached, 'endpoint')}`);
  const of = (count: number, problem: string) =>
    `${whole(count)} ${count === 1 ? `has a ${fresh}${problem} problem` : `have ${fresh}${problem} problems`}`;
  const notCut = cut > 0 ? `; ${cut} not fully checked` : '';
  const failOn = failing?.failOn ?? 'high';
  const isFailing = failing === undefined ? grave > 0 : failing.endpoints > 0;
  if (grave > 0 && (isFailing || failOn !== 'critical'))
    return { word: 'FAIL', tone: 'critical', text: withGaps(of(grave, 'critical or high')) };
  if (failing !== undefined && isFailing) {
    const due = `${whole(failing.endpoints)} ${failing.endpoints === 1 ? 'has a certificate that expires' : 'have certificates that expire'} within --expires-in`;
    return { word: 'FAIL', tone: 'critical', text: withGaps(failing.isDueAlone ? due : of(failing.endpoints, `${failOn} or worse`)) };
  }
  if (grave > 0) return { word: 'WARN', tone: 'medium', text: withGaps(`${of(grave, 'high')}, none critical${notCut}`) };
  if (medium > 0) return { word: 'WARN', tone: 'medium', text: withGaps(`${of(medium, 'medium')}, none critical or high${notCut}`) };
  const well = `No ${fresh}problems in ${counted(reached, 'endpoint')}`;
  if (cut > 0) return { word: 'PART', tone: 'medium', text: withGaps(`${well}${notCut}`) };
  return gaps.length > 0 ? { word: 'PART', tone: 'medium', text: withGaps(well) } : { word: 'OK', tone: 'good', text: well };
}
