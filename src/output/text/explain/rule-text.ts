import type { Deployment } from '../../../model/deployment.ts';
import type { ExplainedRule } from '../../../model/explained-rule.ts';
import type { FixStep } from '../../../model/fix.ts';
import { placeholders, placeholdersIn } from '../../../model/placeholders.ts';
import type { RuleText } from '../../../model/rule-text.ts';
import { painter } from '../../paint.ts';
import { wrapText } from '../../wrap-text.ts';
import { fixLines } from '../fix-lines.ts';
import { indented } from '../paragraph.ts';

export type RuleTextOptions = { readonly width: number; readonly colour: boolean; readonly deployment: Deployment | null };

/** All that a rule says, for people. With a deployment, the remedy for that one alone. */
export function renderRule(rule: ExplainedRule, { width, colour, deployment }: RuleTextOptions): string {
  const paint = painter(colour);
  const paragraph = (label: string, text: string) => [paint('strong', label), ...indented(text, 2, width), ''];
  const fixes = rule.fixes.filter(
    ({ deployments, product }) => deployment === null || (product === 'elastic' && deployments.includes(deployment)),
  );
  const ports = new Set(fixes.map(({ channels }) => channels.join()));
  const lines = [
    `${paint('strong', rule.id)}  ${paint(rule.severity, rule.severity)}`,
    ...wrapText(rule.title, width),
    ...wrapText(`on ${rule.channels.map((channel) => (channel === 'unknown' ? 'ports of unknown use' : channel)).join(', ')}`, width),
    '',
    ...paragraph('Rule', rule.holds),
    ...paragraph('Impact', rule.why),
    paint('strong', 'Fix'),
    ...fixes.flatMap(({ deployments, product, channels, steps }) => {
      const where =
        product === 'opensearch' ? 'opensearch' : deployments.filter((each) => deployment === null || each === deployment).join(', ');
      const label = ports.size > 1 ? `${where} (${channels.join(', ')})` : where;
      return [...wrapText(label, width - 2).map((line) => `  ${line}`), ...fixLines(steps, width - 4).map((line) => `    ${line}`)];
    }),
    '',
    ...wordsUsed(
      fixes.flatMap(({ steps }) => steps),
      width,
    ),
    ...(rule.logLines === undefined ? [] : paragraph('In a log', rule.logLines.join('\n'))),
    ...paragraph('Source', rule.source),
  ];
  return lines.join('\n');
}

/** What to put where a line has a word in capitals. */
function wordsUsed(steps: readonly FixStep[], width: number): readonly string[] {
  const words = placeholdersIn(steps);
  if (words.length === 0) return [];
  return [
    ...indented(`Put in place of the words in capitals: ${words.map((word) => `${word} ${placeholders[word]}`).join('; ')}.`, 2, width),
    '',
  ];
}

/** Rules in a list: id, severity, title. */
export function renderRuleList(
  rules: readonly RuleText[],
  { width, colour }: { readonly width: number; readonly colour: boolean },
): string {
  const paint = painter(colour);
  const idWidth = Math.min(Math.max(...rules.map(({ id }) => id.length), 1), Math.floor(width / 2));
  const column = idWidth + 12;
  return rules
    .flatMap(({ id, severity, title }) => {
      const ids = wrapText(id, idWidth);
      const titles = wrapText(title, width - column);
      return Array.from({ length: Math.max(ids.length, titles.length) }, (_, index) => {
        const word = index === 0 ? severity : '';
        return `${(ids[index] ?? '').padEnd(idWidth + 2)}${paint(severity, word)}${' '.repeat(10 - word.length)}${titles[index] ?? ''}`.trimEnd();
      });
    })
    .map((line) => `${line}\n`)
    .join('');
}
