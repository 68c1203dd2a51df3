import { ruleText } from '../../model/rule-text.ts';
import { caExpiring } from '../certificate/ca-expiring.ts';
import { judgeCollected } from '../facts/collected-certificates.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether a CA that the node that answered trusts ends soon. */
export const caExpiringInDiagnostic: DiagnosticRule = {
  ...ruleText(caExpiring),
  judge: (evidence) => judgeCollected(evidence, 'authority', (leftMs, dueMs) => (leftMs < 0 || leftMs > dueMs ? null : 'medium')),
};
