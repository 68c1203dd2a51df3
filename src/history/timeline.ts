import type { EndpointState, PastEndpoint, PastRun } from '../model/past-run.ts';
import { atLeast, severities } from '../model/severity.ts';
import type { Fare, FareSince, Timeline, TimelineEndpoint, TimelineRuns } from '../model/timeline.ts';
import { changesBetween } from './changes-between.ts';
import type { History } from './history.ts';

/** So many states are looked at for how endpoints fared: of many endpoints fewer runs. */
const mostStates = 200_000;
const mostChanges = 10;

/**
 * What a history tells: how each endpoint is now and how it fared, what changed, and the runs.
 *
 * @param runs how many runs it goes back
 */
export function timelineOf(history: History, { at, runs: most = 100 }: { readonly at: Date; readonly runs?: number }): Timeline {
  const series = seriesOf(history, history.runs(most)).map((runs): TimelineRuns => {
    const latest = runs.at(-1) as PastRun;
    return { command: latest.command, runs, latest, cluster: history.clusterOf(latest) };
  });
  const known = new Map<string, TimelineEndpoint>();
  for (const { runs } of series) {
    for (const endpoint of endpointsOf(history, runs)) {
      // What several commands look at is as the latest of them saw it.
      if (!known.has(keyOf(endpoint))) known.set(keyOf(endpoint), endpoint);
    }
  }
  return { at: at.toISOString(), series, endpoints: [...known.values()], changes: changesOf(history, series) };
}

/** Runs that ask the same, the earliest first; the series with the latest run first. Where a list was changed between two runs, the series goes on. */
function seriesOf(history: History, latestFirst: readonly PastRun[]): readonly (readonly PastRun[])[] {
  const whole = latestFirst.filter(({ partial }) => !partial);
  const shown = whole.length === 0 ? latestFirst.slice(0, 1) : whole;
  const byLast = new Map<number, PastRun[]>();
  const series: PastRun[][] = [];
  for (const run of shown) {
    const own = byLast.get(run.id) ?? [];
    if (own.length === 0) series.push(own);
    own.unshift(run);
    const previous = history.previous(run);
    if (previous !== null) byLast.set(previous.id, own);
  }
  const merged: PastRun[][] = [];
  for (const runs of series) {
    const later = merged.find((other) => goesOn(history, runs, other));
    if (later === undefined) merged.push(runs);
    else later.unshift(...runs);
  }
  return merged;
}

/** Whether other runs took the place of these: they began when these had ended, and ask some of the same endpoints. */
function goesOn(history: History, runs: readonly PastRun[], later: readonly PastRun[]): boolean {
  const [last, first] = [runs.at(-1), later[0]];
  if (last === undefined || first === undefined || last.command !== first.command || last.startedAt >= first.startedAt) return false;
  const [before = [], after = []] = history.endpointsOf(last, first);
  const known = new Set(before.map(keyOf));
  return after.some((endpoint) => known.has(keyOf(endpoint)));
}

/** Those of the last run, with how they fared in it and in those before it. */
function endpointsOf(history: History, runs: readonly PastRun[]): readonly TimelineEndpoint[] {
  const last = runs.at(-1);
  if (last === undefined) return [];
  const most = Math.max(2, Math.floor(mostStates / Math.max(1, last.summary.endpoints)));
  const looked = runs.slice(-most);
  const states = history.endpointsOf(...looked);
  const faresOf = new Map<string, FareSince[]>();
  // Equal states are one object.
  const known = new Map<EndpointState, Fare>();
  for (const [index, endpoints] of states.entries()) {
    const since = looked[index]?.startedAt ?? last.startedAt;
    for (const endpoint of endpoints) {
      const fare = known.get(endpoint.state) ?? fareOf(endpoint.state);
      known.set(endpoint.state, fare);
      const key = keyOf(endpoint);
      const fares = faresOf.get(key);
      if (fares === undefined) faresOf.set(key, [{ since, fare }]);
      else if (fares.at(-1)?.fare !== fare) fares.push({ since, fare });
    }
  }
  return (states.at(-1) ?? []).filter(isNamed).map((endpoint) => ({
    ...endpoint,
    checkedAt: last.startedAt,
    fares: faresOf.get(keyOf(endpoint)) ?? [],
  }));
}

function fareOf({ findings, reachability, incomplete }: EndpointState): Fare {
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity));
  if (worst !== undefined && atLeast(worst, 'medium')) return worst as Extract<Fare, typeof worst>;
  if (reachability === 'not-attempted') return 'part';
  if (reachability !== 'open') return 'down';
  return incomplete.length > 0 ? 'part' : 'ok';
}

/** A default port of a host that nobody named and nobody listens at is no news. */
function isNamed({ state: { reachability, incomplete } }: PastEndpoint): boolean {
  return !((reachability === 'refused' || reachability === 'timeout') && incomplete.length === 0);
}

function changesOf(history: History, series: readonly TimelineRuns[]): Timeline['changes'] {
  const runs = series.flatMap((one) => one.runs).toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const changes: Timeline['changes'][number][] = [];
  for (const run of runs) {
    if (changes.length === mostChanges) break;
    const [listed] = history.listed([run]);
    const previous = history.previous(run);
    if (previous === null || listed === undefined || listed.changed === 0) continue;
    const found = changesBetween(history, previous, run);
    if (found.changes.length > 0) changes.push(found);
  }
  return changes;
}

function keyOf({ target, address }: Pick<PastEndpoint, 'target' | 'address'>): string {
  return `${target} ${address ?? ''}`;
}
