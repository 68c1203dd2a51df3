import { type Deployment, type Explanation, explainRule, ruleCatalogue } from '../index.ts';
import type { ExplainRequest } from './commands/explain.ts';
import { exitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** @throws UsageError `rule-unknown` */
export async function runExplain({ question, deployment, outputs }: ExplainRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(outputs);
  await writeDocuments(outputs, 'rules', await explanationOf(question, deployment), terminal);
  return exitStatus.clean;
}

async function explanationOf(question: string | null, deployment: Deployment | null): Promise<Explanation> {
  if (question === null) return { kind: 'all', rules: ruleCatalogue, explained: () => ruleCatalogue.map(explainRule) };
  const named = ruleCatalogue.find(({ id }) => id === question);
  if (named !== undefined) return { kind: 'rule', rule: explainRule(named), deployment, trace: null, connection: null, guide: null };
  // What reads lines of logs is larger than the rest, and a rule's id is none.
  const { findExplanation } = await import('./find-explanation.ts');
  return findExplanation(question, deployment);
}
