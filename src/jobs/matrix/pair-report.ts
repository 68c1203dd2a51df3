import type { PairReport } from '../../model/report.ts';
import { pairVerdictText } from '../../wording/pair-verdict-text.ts';
import { reasonText } from '../../wording/reason-text.ts';
import type { PairJudgement } from './evaluate-pair.ts';

/** A pair as reports have it. */
export function pairReport({ handshake: { from, to }, verdict, rule, because, byVerification }: PairJudgement): PairReport {
  return { from: from.label, to: to.label, verdict, rule: rule?.id ?? null, detail: pairVerdictText(because, reasonText), byVerification };
}
