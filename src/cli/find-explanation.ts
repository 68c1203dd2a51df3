import {
  type Deployment,
  type Explanation,
  explainRule,
  findConnection,
  findLineGuide,
  findReasons,
  findRuleLeftOut,
  findRules,
  findTrace,
  ruleCatalogue,
  showable,
  UsageError,
} from '../index.ts';

/** What a question that is no rule's id is about: a line of a log, a piece of one, or words. @throws UsageError `rule-unknown` */
export function findExplanation(question: string, deployment: Deployment | null): Explanation {
  const found = findRules(ruleCatalogue, question);
  const trace = findTrace(question);
  const reasons = findReasons(question);
  const connection = findConnection(question);
  const guide = found.kind === 'rules' && found.by === 'words' ? null : findLineGuide(question);
  switch (found.kind) {
    case 'rule':
      return { kind: 'rule', rule: explainRule(found.rule), deployment, trace, connection, guide };
    case 'rules':
      return { ...found, explained: () => found.rules.map(explainRule), reasons, trace, connection, guide };
    case 'none': {
      const leftOut = findRuleLeftOut(question);
      if (leftOut !== null) return { kind: 'left-out', rule: leftOut };
      if (guide !== null) return { kind: 'line', guide };
      if (reasons.length > 0) return { kind: 'reasons', reasons };
      const hint = found.nearest.length === 0 ? '"handclasp explain" lists all rules' : `did you mean ${found.nearest.join(' or ')}?`;
      const clean = showable(question);
      const asked = clean.length > 60 ? `${clean.slice(0, 57)}...` : clean;
      throw new UsageError('rule-unknown', `no rule is known by "${asked}"`, hint);
    }
  }
}
