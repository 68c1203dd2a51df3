import type { Explanation, Look } from './format.ts';
import { renderReasons } from './reason-text.ts';
import { renderRule, renderRuleList } from './rule-text.ts';

/** The answer to a question about rules, for people. */
export function renderExplanation(explanation: Explanation, look: Look): string {
  switch (explanation.kind) {
    case 'all':
      return renderRuleList(explanation.rules, look);
    case 'rule':
      return renderRule(explanation.rule, { ...look, deployment: explanation.deployment });
    case 'rules': {
      const { by, rules, reasons } = explanation;
      const common = by === 'log-line' ? 'A log line like this is known of' : 'Those words are in';
      const verdicts =
        by === 'log-line' && reasons.length > 0
          ? `\nA verifier that writes this refuses a chain for:\n\n${renderReasons(reasons, look)}`
          : '';
      return `${common} ${rules.length} rules:\n\n${renderRuleList(rules, look)}\nhandclasp explain ${rules[0]?.id ?? ''}  tells more.\n${verdicts}`;
    }
    case 'reasons':
      return renderReasons(explanation.reasons, look);
  }
}
