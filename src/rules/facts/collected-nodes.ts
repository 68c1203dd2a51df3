import type { DiagnosticEvidence, NodeSettings } from '../../model/diagnostic.ts';
import type { DiagnosticOutcome } from '../framework/rule.ts';

type Told = NonNullable<NodeSettings['told']>;

/**
 * The nodes whose settings (`GET _nodes`) are wrong in the same way, as one case.
 *
 * @param message for their names
 */
export function judgeCollectedNodes(
  { diagnostic }: DiagnosticEvidence,
  isWrong: (told: Told, node: NodeSettings) => boolean,
  message: (names: readonly string[]) => string,
): DiagnosticOutcome {
  const { nodes, product } = diagnostic;
  if (product !== 'elasticsearch') return { kind: 'not-applicable' };
  // Its settings file says it with its line.
  if (nodes.kind !== 'told') return diagnostic.setup === null ? { kind: 'unknown', because: nodes.because } : { kind: 'not-applicable' };
  if (nodes.value.every(({ told }) => told === null))
    return { kind: 'unknown', because: { code: 'archive-lacks', file: 'the settings of nodes in nodes.json' } };
  const wrong = nodes.value.filter((node) => node.told !== null && isWrong(node.told, node)).map(({ name }) => name);
  return wrong.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases: [{ message: message(wrong), subjects: wrong }] };
}
