import type { PairReport } from '../../model/report.ts';
import type { PairJudgement } from './evaluate-pair.ts';

/** A pair as reports have it. */
export function pairReport({ handshake: { from, to }, verdict, rule, detail, byVerification }: PairJudgement): PairReport {
  return { from: from.label, to: to.label, verdict, rule: rule?.id ?? null, detail, byVerification };
}
