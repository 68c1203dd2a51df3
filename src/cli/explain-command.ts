import {
  type Deployment,
  type Explanation,
  explainRule,
  findConnection,
  findReasons,
  findRules,
  findTrace,
  ruleCatalogue,
  showable,
  UsageError,
} from '../index.ts';
import type { ExplainRequest } from './commands/explain.ts';
import { exitStatus } from './exit-status.ts';
import type { Terminal } from './terminal.ts';
import { writeDocuments } from './write-documents.ts';
import { checkOutputs } from './write-outputs.ts';

/** @throws UsageError `rule-unknown` */
export async function runExplain({ question, deployment, outputs }: ExplainRequest, terminal: Terminal): Promise<number> {
  await checkOutputs(outputs);
  await writeDocuments(outputs, 'rules', explanationOf(question, deployment), terminal);
  return exitStatus.clean;
}

function explanationOf(question: string | null, deployment: Deployment | null): Explanation {
  if (question === null) return { kind: 'all', rules: ruleCatalogue, explained: () => ruleCatalogue.map(explainRule) };
  const found = findRules(ruleCatalogue, question);
  const trace = findTrace(question);
  const reasons = findReasons(question);
  const connection = findConnection(question);
  switch (found.kind) {
    case 'rule':
      return { kind: 'rule', rule: explainRule(found.rule), deployment, trace, connection };
    case 'rules':
      return { ...found, explained: () => found.rules.map(explainRule), reasons, trace, connection };
    case 'none': {
      if (reasons.length > 0) return { kind: 'reasons', reasons };
      const hint = found.nearest.length === 0 ? '"handclasp explain" lists all rules' : `did you mean ${found.nearest.join(' or ')}?`;
      const clean = showable(question);
      const asked = clean.length > 60 ? `${clean.slice(0, 57)}...` : clean;
      throw new UsageError('rule-unknown', `no rule is known by "${asked}"`, hint);
    }
  }
}
