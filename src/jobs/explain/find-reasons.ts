import type { ReasonExplained } from '../../model/reason-explained.ts';
import { verifyReasons } from '../../model/verify-reason.ts';
import { reasonsOfLogLine, reasonTexts } from '../../x509/verify-reason.ts';

/** Reasons for which a chain is refused, by their code or by a line that a verifier writes, the likeliest first. */
export function findReasons(question: string): readonly ReasonExplained[] {
  const asked = question.trim().toLowerCase();
  const byCode = verifyReasons.filter((code) => code === asked);
  const codes = byCode.length > 0 ? byCode : reasonsOfLogLine(question);
  return codes.map((code) => ({ code, ...reasonTexts[code] }));
}
