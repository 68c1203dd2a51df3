import { ruleText } from '../../model/rule-text.ts';
import { leafExpired } from '../certificate/leaf-expired.ts';
import { judgeCollected } from '../facts/collected-certificates.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether a certificate of the node that answered has ended. */
export const leafExpiredInDiagnostic: DiagnosticRule = {
  ...ruleText(leafExpired),
  judge: (evidence) => judgeCollected(evidence, 'own', (leftMs) => (leftMs < 0 ? 'critical' : null)),
};
