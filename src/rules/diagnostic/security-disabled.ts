import { someNamed } from '../../model/name-list.ts';
import { ruleText } from '../../model/rule-text.ts';
import { judgeCollectedNodes } from '../facts/collected-nodes.ts';
import type { DiagnosticRule } from '../framework/rule.ts';
import { securityDisabled } from '../setup/security-disabled.ts';

/** Whether nodes were started with security off. */
export const securityDisabledInDiagnostic: DiagnosticRule = {
  ...ruleText(securityDisabled),
  judge: (evidence) =>
    judgeCollectedNodes(
      evidence,
      ({ security }) => !security,
      (names) => `xpack.security.enabled is false on ${someNamed(names, 6)}.`,
    ),
};
