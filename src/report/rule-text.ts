import type { Deployment } from '../model/deployment.ts';
import { deployments } from '../model/deployment.ts';
import type { RuleText } from '../model/rule-text.ts';
import { painter } from './paint.ts';
import { wrapText } from './wrap-text.ts';

export type RuleTextOptions = { readonly width: number; readonly colour: boolean; readonly deployment: Deployment | null };

/** All that a rule says, for people. With a deployment, the remedy for that one alone. */
export function renderRule(rule: RuleText, { width, colour, deployment }: RuleTextOptions): string {
  const paint = painter(colour);
  const paragraph = (label: string, text: string) => [paint('strong', label), ...wrapText(text, width - 2).map((line) => `  ${line}`), ''];
  const { openSearch } = rule.remedy;
  const remedies = [
    ...deployments.filter((each) => deployment === null || each === deployment).map((each) => [each, rule.remedy[each]] as const),
    ...(deployment === null && openSearch !== undefined ? [['opensearch', openSearch] as const] : []),
  ];
  const lines = [
    `${paint('strong', rule.id)}  ${paint(rule.severity, rule.severity)}`,
    ...wrapText(rule.title, width),
    ...wrapText(`on ${rule.channels.map((channel) => (channel === 'unknown' ? 'ports of unknown use' : channel)).join(', ')}`, width),
    '',
    ...paragraph('What must hold', rule.holds),
    ...paragraph('What follows where it does not', rule.why),
    paint('strong', 'What mends it'),
    ...remedies.flatMap(([where, remedy]) =>
      wrapText(remedy, width - 14).map((line, index) => `  ${(index === 0 ? where : '').padEnd(12)}${line}`),
    ),
    '',
    ...(rule.logLines === undefined ? [] : paragraph('In a log', rule.logLines.join('\n'))),
    ...paragraph('Source', rule.source),
  ];
  return lines.join('\n');
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
