import type { Finding } from '../../model/finding.ts';
import type { EndpointReport, Report } from '../../model/report.ts';
import { atLeast } from '../../model/severity.ts';
import { isWithinExpiresIn } from '../../model/within-expires-in.ts';
import type { TextView } from './text-view.ts';

/** What makes the exit status 1: the first line that people read has to say the same. */
export type Failing = Pick<TextView, 'failOn'> & {
  /** Endpoints with a problem at or above the threshold, or with a certificate that ends within the time that the user named. */
  readonly endpoints: number;
  /** Such findings in comparison. */
  readonly compared: number;
  /** None is at or above the threshold: all are such certificates. */
  readonly isDueAlone: boolean;
};

export function failingOf(
  { endpoints, findings = [] }: Pick<Report, 'endpoints' | 'findings'>,
  { failOn, exit }: Pick<TextView, 'failOn' | 'exit'>,
): Failing {
  const isGrave = ({ severity }: Pick<Finding, 'severity'>) => failOn !== 'never' && atLeast(severity, failOn);
  const isFailing = (one: Pick<Finding, 'severity' | 'evidence'>) => isGrave(one) || (exit !== 0 && isWithinExpiresIn(one));
  const all = [...endpoints.flatMap((endpoint: EndpointReport) => endpoint.findings), ...findings];
  return {
    failOn,
    endpoints: endpoints.filter((endpoint) => endpoint.findings.some(isFailing)).length,
    compared: findings.filter(isFailing).length,
    isDueAlone: !all.some(isGrave) && all.some(isFailing),
  };
}
