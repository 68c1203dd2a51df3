import type { LineGuide } from '../../../model/line-guide.ts';
import type { RuleLeftOut } from '../../../model/rule-left-out.ts';
import type { Explanation, LineConnection, LineTrace, Look } from '../../format.ts';
import { painter } from '../../paint.ts';
import { wrapText } from '../../wrap-text.ts';
import { indented } from '../paragraph.ts';
import { renderReasons } from './reason-text.ts';
import { renderRule, renderRuleList } from './rule-text.ts';

/** The answer to a question about rules, for people. */
export function renderExplanation(explanation: Explanation, look: Look): string {
  switch (explanation.kind) {
    case 'all':
      return renderRuleList(explanation.rules, look);
    case 'rule':
      return (
        guideText(explanation.guide, look) +
        renderRule(explanation.rule, { ...look, deployment: explanation.deployment }) +
        connectionText(explanation.connection, look.width) +
        possibilityText(explanation.trace, look.width)
      );
    case 'rules': {
      const { by, rules, reasons, trace, connection, guide } = explanation;
      const head =
        by === 'log-line' ? `This log line matches ${rules.length} causes, the likeliest first:` : `${rules.length} rules are about that:`;
      const verdicts =
        by === 'log-line' && reasons.length > 0
          ? `\nWhoever writes this line rejects a certificate for ${reasons.length === 1 ? 'this reason' : 'one of these reasons'}:\n\n${renderReasons(reasons, look)}`
          : '';
      return `${guideText(guide, look)}${head}\n\n${renderRuleList(rules, look)}\nMore: handclasp explain ${rules[0]?.id ?? 'RULE'}\n${connectionText(connection, look.width)}${verdicts}${possibilityText(trace, look.width)}`;
    }
    case 'line':
      return guideText(explanation.guide, look).trimEnd().concat('\n');
    case 'left-out':
      return leftOutText(explanation.rule, look.width);
    case 'reasons':
      return renderReasons(explanation.reasons, look);
  }
}

/** Before the rules: whoever pastes a line wants to know what it says. */
function guideText(guide: LineGuide | null, { width, colour }: Look): string {
  if (guide === null) return '';
  const paint = painter(colour);
  const { means, writtenBy, lookAt, command } = guide;
  const rows = [
    ['Means', means],
    ['Written by', writtenBy],
    ['Look at', lookAt],
    ['Find out', command],
  ] as const;
  return rows
    .flatMap(([label, text]) =>
      text === null
        ? []
        : wrapText(text, width - 12).map((line, index) => `${paint('strong', (index === 0 ? label : '').padEnd(12))}${line}\n`),
    )
    .join('')
    .concat('\n');
}

function leftOutText({ id, title, reason, see }: RuleLeftOut, width: number): string {
  const lines = [
    `${id}: ${title}`,
    `There is no rule for this. ${reason}`,
    `More: handclasp explain ${[see.slice(0, -1).join(', '), ...see.slice(-1)].filter((part) => part !== '').join(' or ')}`,
  ];
  return `${lines.map((line) => indented(line, 0, width).join('\n')).join('\n\n')}\n`;
}

/** Each connection trusts by settings of its own. */
function connectionText(connection: LineConnection | null, width: number): string {
  if (connection === null) return '';
  const { title, settings, trust } = connection;
  return `\n${indented(`This line is about ${title}. Its settings: ${settings}. If the CA is not trusted: ${trust}.`, 0, width).join('\n')}\n`;
}

/** A line from a log need not be a sign of a fault. */
function possibilityText(trace: LineTrace | null, width: number): string {
  if (trace === null) return '';
  const ours =
    trace.from === null ? '' : `, handclasp's own scan included (${trace.from.startsWith('--') ? trace.from : `--depth ${trace.from}`})`;
  const text = `The line may also come from a scanner or a health check${ours}: it is left by ${trace.by}.${trace.from === null ? '' : ' "handclasp join --log FILE --scan-report FILE" tells which lines a scan left.'}`;
  return `\n${indented(text, 0, width).join('\n')}\n`;
}
