import { isUnreachable } from '../model/reachability.ts';
import type { EndpointReport, Report } from '../model/report.ts';
import { countBySeverity } from '../model/severity.ts';

/** The summary of a report that has no findings beyond those of its endpoints. */
export function summaryOf(endpoints: readonly EndpointReport[]): Report['summary'] {
  return {
    ...countBySeverity(endpoints.flatMap(({ findings }) => findings)),
    endpoints: endpoints.length,
    unreachable: endpoints.filter(isUnreachable).length,
    incomplete: endpoints.filter(({ incomplete }) => incomplete.length > 0).length,
  };
}
