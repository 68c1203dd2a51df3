import { readFileSync, writeFileSync } from 'node:fs';
import { evidenceNeeded, knownRules } from '../src/jobs/explain/known-rules.ts';
import { passersby } from '../src/logs/find-log-line.ts';
import type { RuleText } from '../src/model/rule-text.ts';

/**
 * Writes the tables of rules and of log lines into README.md, each between its two marks. With `--check` nothing is written, and a table that is out of date ends in status 1.
 */
const marksOf = (name: string) => [`<!-- ${name}: made by npm run readme -->`, `<!-- end of ${name} -->`] as const;
const file = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? 'README.md';
const before = readFileSync(file, 'utf8');
const after = withTable(withTable(before, 'rules', tableOfRules(knownRules)), 'log lines', tableOfTraces());

if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write(`${file}: a table is out of date\n  npm run readme\n`);
    process.exitCode = 1;
  }
} else writeFileSync(file, after);

function withTable(readme: string, name: string, table: string): string {
  const [begin, end] = marksOf(name);
  const [head, rest] = readme.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`${file} lacks its marks: ${begin} and ${end}`);
  return `${head}${begin}\n\n${table}\n\n${end}${tail}`;
}

function tableOfRules(rules: readonly RuleText[]): string {
  const rows = rules.map(
    ({ id, severity, channels, holds }) => `| \`${id}\` | ${severity} | ${evidenceNeeded(id) ?? where(channels)} | ${cell(holds)} |`,
  );
  return `| rule | severity | where | what must hold |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function tableOfTraces(): string {
  const rows = passersby.flatMap(({ line, from, by }) => (from === null ? [] : [`| \`${line}\` | \`${from}\` | ${cell(by)} |`]));
  return `| line | from | left by |\n|---|---|---|\n${rows.join('\n')}`;
}

function where(channels: RuleText['channels']): string {
  const named = channels.filter((channel) => channel !== 'unknown');
  return named.length === 4 ? 'all' : named.join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
