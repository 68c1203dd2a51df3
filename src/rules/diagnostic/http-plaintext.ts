import { someNamed } from '../../model/name-list.ts';
import { ruleText } from '../../model/rule-text.ts';
import { httpPlaintext } from '../endpoint/http-plaintext.ts';
import { judgeCollectedNodes } from '../facts/collected-nodes.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether nodes were started without TLS on HTTP. */
export const httpPlaintextInDiagnostic: DiagnosticRule = {
  ...ruleText(httpPlaintext),
  judge: (evidence) =>
    judgeCollectedNodes(
      evidence,
      ({ security, httpTls }, { http }) => security && !httpTls && http !== null,
      (names) => `xpack.security.http.ssl.enabled is not true on ${someNamed(names, 6)}.`,
    ),
};
