import { findReasons } from '../jobs/find-reasons.ts';
import { findRules } from '../jobs/find-rules.ts';
import { findTrace } from '../jobs/find-trace.ts';
import { knownRules } from '../jobs/known-rules.ts';
import type { RuleText } from '../model/rule-text.ts';
import { showable } from '../model/showable.ts';
import { UsageError } from '../model/usage-error.ts';
import { safeJson } from '../report/json.ts';
import { renderReasons } from '../report/reason-text.ts';
import { renderRule, renderRuleList } from '../report/rule-text.ts';
import { wrapText } from '../report/wrap-text.ts';
import type { ExplainRequest } from './arguments/explain.ts';
import { exitStatus } from './exit-status.ts';
import { colourOf, type Terminal, widthOf } from './terminal.ts';
import { checkOutputs, writeOutput } from './write-outputs.ts';

/** @throws UsageError `rule-unknown` */
export async function runExplain({ question, deployment, output }: ExplainRequest, terminal: Terminal): Promise<number> {
  await checkOutputs([output]);
  const look = { width: widthOf(terminal), colour: output.file === null && colourOf(terminal) };
  const write = async (rules: readonly RuleText[], text: string) =>
    writeOutput(output, output.format === 'json' ? safeJson(rules) : text, terminal);

  if (question === null) {
    await write(knownRules, renderRuleList(knownRules, look));
    return exitStatus.clean;
  }
  const found = findRules(knownRules, question);
  const possibility = possibilityText(question, look.width);
  const reasons = findReasons(question);
  switch (found.kind) {
    case 'rule':
      await write([found.rule], `${renderRule(found.rule, { ...look, deployment })}${possibility}`);
      return exitStatus.clean;
    case 'rules': {
      const by = found.by === 'log-line' ? 'A log line like this is known of' : 'Those words are in';
      const verdicts =
        found.by === 'log-line' && reasons.length > 0
          ? `\nA verifier that writes this refuses a chain for:\n\n${renderReasons(reasons, look)}`
          : '';
      await write(
        found.rules,
        `${by} ${found.rules.length} rules:\n\n${renderRuleList(found.rules, look)}\nhandclasp explain ${found.rules[0]?.id ?? ''}  tells more.\n${verdicts}${possibility}`,
      );
      return exitStatus.clean;
    }
    case 'none': {
      if (reasons.length > 0) {
        await writeOutput(output, output.format === 'json' ? safeJson(reasons) : renderReasons(reasons, look), terminal);
        return exitStatus.clean;
      }
      const hint = found.nearest.length === 0 ? '"handclasp explain" lists all rules' : `did you mean ${found.nearest.join(' or ')}?`;
      const clean = showable(question);
      const asked = clean.length > 60 ? `${clean.slice(0, 57)}...` : clean;
      throw new UsageError('rule-unknown', `no rule is known by "${asked}"`, hint);
    }
  }
}

/** A line from a log need not be a sign of a fault. */
function possibilityText(question: string, width: number): string {
  const trace = findTrace(question);
  if (trace === null) return '';
  const ours =
    trace.from === null ? '' : `, handclasp's own scan included (${trace.from.startsWith('--') ? trace.from : `--depth ${trace.from}`})`;
  const text = `The line may also come from a scanner or a health check${ours}: it is left by ${trace.by}.${trace.from === null ? '' : ' "handclasp join --log FILE --scan-report FILE" tells which lines a scan left.'}`;
  return `\n${wrapText(text, width).join('\n')}\n`;
}
