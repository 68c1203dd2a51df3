import { type ChangesReport, type Report, severities } from '../../index.ts';
import { counted } from '../counted.ts';

/** Of a run, what is told of it where there is no report either. */
export type RunFigures = Pick<Report, 'startedAt' | 'finishedAt' | 'partial' | 'summary'>;

/** What came of a run, in the one line of the log that it gets. */
export type RunLine = {
  readonly at: Date;
  /** Its number in the history; null where it is kept in none. */
  readonly run: number | null;
  readonly report: RunFigures;
  /** Since the run before; null where there is none. */
  readonly changes: ChangesReport | null;
  /** How many alerts there are of it. */
  readonly alerts: number;
  /** Runs that were due and did not begin. */
  readonly missed: number;
  /** When the next one is due; null where there is none. */
  readonly next: Date | null;
};

/** `2026-12-01 02:00:04 UTC  run 12: 3 endpoints in 1.2 s · 1 critical, 2 high · 1 not fully checked · 2 changes · next run at 03:00:00 UTC` */
export function runLine({ at, run, report, changes, alerts, missed, next }: RunLine): string {
  const { summary, startedAt, finishedAt, partial } = report;
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const found = (['critical', 'high', 'medium'] as const).flatMap((severity) =>
    summary[severity] === 0 ? [] : [`${summary[severity]} ${severity}`],
  );
  const worst = severities.find((severity) => changes?.changes.some((change) => change.severity === severity));
  return [
    `${momentText(at)}  run${run === null ? '' : ` ${run}`}: ${counted(summary.endpoints, 'endpoint')} in ${seconds.toFixed(1)} s`,
    found.length === 0 ? 'no problem of medium severity or worse' : found.join(', '),
    ...(summary.unreachable === 0 ? [] : [`${summary.unreachable} not reached`]),
    ...(summary.incomplete === 0 ? [] : [`${summary.incomplete} not fully checked`]),
    ...(changes === null ? [] : [changesText(changes, worst)]),
    ...(alerts === 0 ? [] : [counted(alerts, 'alert')]),
    ...(partial ? ['interrupted'] : []),
    ...(missed === 0 ? [] : [`stands for ${counted(missed, 'run')} that did not begin`]),
    ...(next === null ? [] : [`next run at ${momentText(next)}`]),
  ].join(' · ');
}

function changesText({ changes, from }: ChangesReport, worst: string | undefined): string {
  if (changes.length === 0) return `no change since run ${from.id}`;
  return `${counted(changes.length, 'change')} since run ${from.id}${worst === undefined || worst === 'info' ? '' : ` (worst: ${worst})`}`;
}

/** `2026-12-01 02:00:04 UTC` */
export function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
