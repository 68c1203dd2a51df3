import { dayMs } from '../../model/days-left.ts';
import { ruleText } from '../../model/rule-text.ts';
import { leafExpiring } from '../certificate/leaf-expiring.ts';
import { judgeCollected } from '../facts/collected-certificates.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether a certificate of the node that answered ends soon. */
export const leafExpiringInDiagnostic: DiagnosticRule = {
  ...ruleText(leafExpiring),
  judge: (evidence) =>
    judgeCollected(evidence, 'own', (leftMs, dueMs) => (leftMs < 0 || leftMs > dueMs ? null : leftMs <= 7 * dayMs ? 'high' : 'medium')),
};
