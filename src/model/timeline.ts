import type { ChangesReport } from './change.ts';
import type { ClusterState, PastEndpoint, PastRun } from './past-run.ts';

/** How an endpoint fared in a run: its worst problem; without one, whether it answered and all could be checked. Worst first. */
export const fares = ['critical', 'high', 'medium', 'down', 'part', 'ok'] as const;

export type Fare = (typeof fares)[number];

/** From an instant on, until the next. */
export type FareSince = { readonly since: string; readonly fare: Fare };

/** An endpoint as it was last, and how it fared before. */
export type TimelineEndpoint = PastEndpoint & {
  /** The run that saw it so last, ISO 8601. */
  readonly checkedAt: string;
  /** The earliest first; the last is how it fares now. */
  readonly fares: readonly FareSince[];
};

/** Runs that ask the same: of one command, of one list of targets and of the lists that it was before. */
export type TimelineRuns = {
  readonly command: PastRun['command'];
  /** Whole ones, the earliest first. */
  readonly runs: readonly PastRun[];
  readonly latest: PastRun;
  readonly cluster: ClusterState;
};

/** What a history tells of a stretch of time, up to an instant. */
export type Timeline = {
  /** When it was asked, ISO 8601. */
  readonly at: string;
  /** The one with the latest run first. */
  readonly series: readonly TimelineRuns[];
  /** Of the latest run of each series. */
  readonly endpoints: readonly TimelineEndpoint[];
  /** What changed at runs of the series, the latest first; those at which nothing did are left out. */
  readonly changes: readonly ChangesReport[];
};
