import { linesOfReason } from '../../logs/find-log-line.ts';
import type { ReasonExplained } from '../../model/reason-explained.ts';
import { verifyReasons } from '../../model/verify-reason.ts';
import { verifyReasonTexts } from '../../wording/verify-reason-texts.ts';
import { clientLineOf } from './find-line-guide.ts';
import { readLine } from './read-line.ts';

/** Reasons for which a chain is refused, by their code or by a line that a verifier writes, the likeliest first. */
export function findReasons(question: string): readonly ReasonExplained[] {
  const asked = question.trim().toLowerCase();
  const byCode = verifyReasons.filter((code) => code === asked);
  const codes = byCode.length > 0 ? byCode : (clientLineOf(question)?.line.reasons ?? readLine(question)?.reasons ?? []);
  return codes.map((code) => ({ code, ...verifyReasonTexts[code], lines: linesOfReason(code) }));
}
