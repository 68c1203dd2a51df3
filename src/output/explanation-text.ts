import type { Explanation, LineConnection, LineTrace, Look } from './format.ts';
import { renderReasons } from './reason-text.ts';
import { renderRule, renderRuleList } from './rule-text.ts';
import { wrapText } from './wrap-text.ts';

/** The answer to a question about rules, for people. */
export function renderExplanation(explanation: Explanation, look: Look): string {
  switch (explanation.kind) {
    case 'all':
      return renderRuleList(explanation.rules, look);
    case 'rule':
      return (
        renderRule(explanation.rule, { ...look, deployment: explanation.deployment }) +
        connectionText(explanation.connection, look.width) +
        possibilityText(explanation.trace, look.width)
      );
    case 'rules': {
      const { by, rules, reasons, trace, connection } = explanation;
      const common = by === 'log-line' ? 'A log line like this is known of' : 'Those words are in';
      const verdicts =
        by === 'log-line' && reasons.length > 0
          ? `\nA verifier that writes this refuses a chain for:\n\n${renderReasons(reasons, look)}`
          : '';
      return `${common} ${rules.length} rules:\n\n${renderRuleList(rules, look)}\nhandclasp explain ${rules[0]?.id ?? ''}  tells more.\n${connectionText(connection, look.width)}${verdicts}${possibilityText(trace, look.width)}`;
    }
    case 'reasons':
      return renderReasons(explanation.reasons, look);
  }
}

/** Each connection trusts by settings of its own. */
function connectionText(connection: LineConnection | null, width: number): string {
  if (connection === null) return '';
  const { title, settings, trust } = connection;
  return `\n${wrapText(`The line is about ${title}, which is set by ${settings}. Where the CA is not trusted: ${trust}.`, width).join('\n')}\n`;
}

/** A line from a log need not be a sign of a fault. */
function possibilityText(trace: LineTrace | null, width: number): string {
  if (trace === null) return '';
  const ours =
    trace.from === null ? '' : `, handclasp's own scan included (${trace.from.startsWith('--') ? trace.from : `--depth ${trace.from}`})`;
  const text = `The line may also come from a scanner or a health check${ours}: it is left by ${trace.by}.${trace.from === null ? '' : ' "handclasp join --log FILE --scan-report FILE" tells which lines a scan left.'}`;
  return `\n${wrapText(text, width).join('\n')}\n`;
}
