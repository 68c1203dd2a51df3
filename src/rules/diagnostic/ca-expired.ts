import { ruleText } from '../../model/rule-text.ts';
import { caExpired } from '../certificate/ca-expired.ts';
import { judgeCollected } from '../facts/collected-certificates.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether a CA that the node that answered trusts has ended. */
export const caExpiredInDiagnostic: DiagnosticRule = {
  ...ruleText(caExpired),
  judge: (evidence) => judgeCollected(evidence, 'authority', (leftMs) => (leftMs < 0 ? 'high' : null)),
};
