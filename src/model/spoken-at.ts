import type { Observation } from './observation.ts';
import type { EndpointReport } from './report.ts';

/** What it answered above TLS, or in the clear; null where it answered nothing that is known. */
export function spokenAt({ service: { application } }: Observation): EndpointReport['service']['speaks'] {
  return application === null || application.kind === 'none' ? null : application.kind;
}
