import type { ExplainedRule } from '../../model/explained-rule.ts';
import type { LineGuide } from '../../model/line-guide.ts';
import type { Explanation, Format } from '../format.ts';
import { renderJson, safeJson } from '../json.ts';

/** For programs: all that is known. */
export const json: Format = {
  name: 'json',
  help: 'everything, for programs',
  endings: ['json'],
  plain: false,
  render: {
    scan: async ({ report }) => renderJson(report),
    matrix: async ({ report }) => renderJson(report),
    readiness: async ({ report }) => renderJson(report),
    diagnosis: async ({ report }) => renderJson(report),
    inspection: async ({ inspection }) => safeJson(inspection),
    rules: async (explanation) => safeJson(answerOf(explanation)),
    history: async (found) =>
      safeJson(found.kind === 'runs' ? { schema: 'handclasp.history/1', runs: found.runs } : { schema: 'handclasp.run/1', ...found.run }),
    changes: async ({ changes }) => safeJson({ schema: 'handclasp.changes/1', ...changes }),
  },
  streams: [],
};

function answerOf(explanation: Explanation): unknown {
  switch (explanation.kind) {
    case 'all':
      return explanation.explained();
    case 'rules':
      return explanation.explained().map((rule) => withGuide(rule, explanation.guide));
    case 'rule':
      return [withGuide(explanation.rule, explanation.guide)];
    case 'line':
      return [{ line: explanation.guide }];
    case 'left-out':
      return [explanation.rule];
    case 'reasons':
      return explanation.reasons;
  }
}

function withGuide(rule: ExplainedRule, guide: LineGuide | null): unknown {
  return guide === null ? rule : { ...rule, line: guide };
}
