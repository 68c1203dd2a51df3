import type { ClusterFinding, Report } from '../../../model/report.ts';

/** Of what files show: further places of the same kind, which are told with the cause. One after the other they would be in the way. */
export function alikeFindings({ cause, findings = [] }: Report): readonly ClusterFinding[] {
  const own = cause == null || cause.finding === null ? undefined : findings[cause.finding];
  if (cause == null || own === undefined) return [];
  const isOfFiles = ({ evidence }: ClusterFinding) => evidence.context !== undefined || evidence.stops === true;
  return isOfFiles(own) ? findings.filter((one) => one !== own && one.rule === own.rule && isOfFiles(one)) : [];
}
