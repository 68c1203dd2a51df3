import { readFileSync, writeFileSync } from 'node:fs';
import { knownRules, seenOnlyIn } from '../src/jobs/known-rules.ts';
import type { RuleText } from '../src/model/rule-text.ts';

/**
 * Writes the table of rules into README.md, between its two marks. With `--check` nothing is written, and a table that is out of date ends in status 1.
 */
const [begin, end] = ['<!-- rules: made by npm run readme -->', '<!-- end of rules -->'];
const file = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? 'README.md';
const before = readFileSync(file, 'utf8');
const after = withRules(before, knownRules);

if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write(`${file}: the table of rules is out of date\n  npm run readme\n`);
    process.exitCode = 1;
  }
} else writeFileSync(file, after);

function withRules(readme: string, rules: readonly RuleText[]): string {
  const [head, rest] = readme.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`${file} lacks its marks: ${begin} and ${end}`);
  const rows = rules.map(
    ({ id, severity, channels, holds }) => `| \`${id}\` | ${severity} | ${seenOnlyIn(id) ?? where(channels)} | ${cell(holds)} |`,
  );
  return `${head}${begin}\n\n| rule | severity | where | what must hold |\n|---|---|---|---|\n${rows.join('\n')}\n\n${end}${tail}`;
}

function where(channels: RuleText['channels']): string {
  const named = channels.filter((channel) => channel !== 'unknown');
  return named.length === 4 ? 'all' : named.join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
