import type { EndpointReport } from '../../model/report.ts';
import { countBySeverity } from '../../model/severity.ts';
import type { Tone } from '../paint.ts';

/** How an endpoint fares, worst first. */
export const stateWords = ['CRIT', 'HIGH', 'MED', 'DOWN', 'PART', 'OK'] as const;

export type EndpointState = { readonly word: (typeof stateWords)[number]; readonly tone: Tone };

/** By its worst problem; where it has none, whether it was checked. */
export function stateOf(endpoint: EndpointReport): EndpointState {
  const counts = countBySeverity(endpoint.findings);
  if (counts.critical > 0) return { word: 'CRIT', tone: 'critical' };
  if (counts.high > 0) return { word: 'HIGH', tone: 'high' };
  if (counts.medium > 0) return { word: 'MED', tone: 'medium' };
  if (!isReached(endpoint))
    return endpoint.reachability === 'not-attempted' ? { word: 'PART', tone: 'medium' } : { word: 'DOWN', tone: 'high' };
  return endpoint.incomplete.length > 0 ? { word: 'PART', tone: 'medium' } : { word: 'OK', tone: 'good' };
}

/** A TCP connection came about. */
export function isReached({ reachability }: Pick<EndpointReport, 'reachability'>): boolean {
  return reachability === 'open';
}

/** A default port of a host that answers at another one: nobody named it, and that it is closed is no news. */
export function isClosedDefault({ reachability, incomplete }: EndpointReport): boolean {
  return (reachability === 'refused' || reachability === 'timeout') && incomplete.length === 0;
}
