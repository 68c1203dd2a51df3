import { someNamed } from '../../model/name-list.ts';
import { ruleText } from '../../model/rule-text.ts';
import { transportPlaintext } from '../endpoint/transport-plaintext.ts';
import { judgeCollectedNodes } from '../facts/collected-nodes.ts';
import type { DiagnosticRule } from '../framework/rule.ts';

/** Whether nodes that others reach were started without TLS on transport. */
export const transportPlaintextInDiagnostic: DiagnosticRule = {
  ...ruleText(transportPlaintext),
  judge: (evidence) =>
    judgeCollectedNodes(
      evidence,
      // One that is alone, or that nobody reaches, has nobody to talk to.
      ({ security, transportTls, singleNode }, { transport }) =>
        security && !transportTls && !singleNode && transport !== null && !isLoopback(transport.published.address),
      (names) => `xpack.security.transport.ssl.enabled is not true on ${someNamed(names, 6)}.`,
    ),
};

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
