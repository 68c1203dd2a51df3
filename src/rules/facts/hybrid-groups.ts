import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Outcome } from '../framework/rule.ts';

/**
 * Judges the groups that an endpoint accepts in TLS 1.3, and those of them that join ML-KEM to a curve. Nothing is said of one without TLS 1.3, which has none, nor where groups were not
 * asked for: `--depth full` alone does.
 */
export function judgeHybrids(
  { observation: { details, versions } }: EndpointEvidence,
  judge: (groups: readonly string[], hybrids: readonly string[]) => Outcome,
): Outcome {
  const seen = details?.groups?.['TLSv1.3'];
  if (seen === undefined || versions['TLSv1.3'] !== 'accepted') return { kind: 'not-applicable' };
  const hybrids = seen.accepted.filter(isHybrid);
  if (hybrids.length === 0 && seen.gap !== null) return { kind: 'unknown', because: { code: 'groups-not-complete' } };
  return judge(seen.accepted, hybrids);
}

/** ML-KEM, alone or beside a curve; Kyber was its draft, and does not count any more. */
function isHybrid(group: string): boolean {
  return group.includes('MLKEM');
}
