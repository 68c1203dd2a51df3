import type { Observation } from '../../model/observation.ts';
import type { Report } from '../../model/report.ts';
import { buildReport, withCalendar } from './scan.ts';
import { createScanner, type TargetOptions } from './scanner.ts';

/** How observations are judged. Dates are judged by `at`; by default, by the time at which each endpoint was asked. */
export type JudgeOptions = Pick<
  TargetOptions,
  'anchors' | 'crls' | 'trustPublicRoots' | 'serverName' | 'deployment' | 'quietWire' | 'at' | 'expiresInMs'
>;

/**
 * The report of what was seen before, by `probeTarget` or in a saved run. Nothing is asked. It begins when the first endpoint was asked.
 *
 * @throws UsageError where an anchor is no certificate.
 */
export async function judgeObservations(observations: readonly Observation[], options: JudgeOptions = {}): Promise<Report> {
  const { judge } = createScanner(options);
  const judged = await Promise.all(observations.map((observation) => judge(observation)));
  const times = observations.map(({ startedAt }) => startedAt.getTime());
  const startedAt = times.length === 0 ? new Date() : new Date(Math.min(...times));
  const report = buildReport(
    judged.map(({ endpoint }) => endpoint),
    { startedAt, partial: false },
  );
  return withCalendar(report, judged, options);
}
