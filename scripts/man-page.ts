import { readFileSync, writeFileSync } from 'node:fs';
import type { CommandText } from '../src/cli/commands/command.ts';
import { commands } from '../src/cli/commands/index.ts';
import { exitStatusMeanings } from '../src/cli/exit-status.ts';
import { environment } from '../src/cli/help/environment.ts';
import { optionText, withUsual } from '../src/cli/help/option-text.ts';
import { overviewExamples } from '../src/cli/help/overview.ts';
import { generalOptions } from '../src/cli/options/general.ts';
import { type Option, optionGroups } from '../src/cli/options/option.ts';
import { toolVersion } from '../src/model/tool-version.ts';

/** Writes the man page, made of the table that help is made of. With `--check` nothing is written, and a page that is out of date ends in status 1. */
const file = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? 'man/handclasp.1';
const page = manPage();
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== page) {
    process.stderr.write(`${file}: out of date\n  npm run man\n`);
    process.exitCode = 1;
  }
} else writeFileSync(file, page);

function manPage(): string {
  const lines = [
    '.\\" Made by npm run man.',
    `.TH HANDCLASP 1 "" "handclasp ${toolVersion}" "User Commands"`,
    '.SH NAME',
    'handclasp \\- TLS diagnostics for Elasticsearch and Kibana',
    '.SH SYNOPSIS',
    ...commands.flatMap(({ name, synopsis }, index) => [
      ...(index === 0 ? [] : ['.br']),
      `.B handclasp ${name}`,
      roff([synopsis, '[OPTION..]'].join(' ').trim()),
    ]),
    '.SH DESCRIPTION',
    roff('Says who may connect, who will be trusted, and what to change. Where to begin:'),
    ...overviewExamples.flatMap(([purpose, line]) => ['.TP', roff(purpose), `.B ${roff(`handclasp ${line}`)}`]),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH GENERAL OPTIONS',
    ...Object.values(generalOptions).flatMap(optionLines),
    '.SH EXIT STATUS',
    ...exitStatusMeanings.flatMap(([status, meaning]) => ['.TP', `.B ${status}`, roff(meaning)]),
    '.SH ENVIRONMENT',
    ...environment.flatMap(([name, meaning]) => ['.TP', `.B ${roff(name)}`, roff(meaning)]),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, about, operands, options, examples }: CommandText): readonly string[] {
  const all = Object.values(options);
  return [
    `.SS ${name}`,
    ...paragraphs(about),
    ...(operands === null ? [] : ['.TP', `.I ${roff(operands.metavariable)}`, roff(withUsual(operands))]),
    ...optionGroups.flatMap((group) => {
      const own = all.filter((option) => option.group === group);
      return own.length === 0 ? [] : ['.PP', `.I ${roff(group)}`, ...own.flatMap(optionLines)];
    }),
    '.PP',
    '.I Examples',
    ...examples.flatMap(([line, purpose]) => ['.TP', `.B ${roff(`handclasp ${line}`)}`, purpose === '' ? '\\&' : roff(purpose)]),
  ];
}

function optionLines(option: Option): readonly string[] {
  const { name, alias, argument, repeats } = option;
  const spelled = [...(alias === null ? [] : [`-${alias}`]), `--${name}`].map((spelling) => `\\fB${roff(spelling)}\\fR`).join(', ');
  const value = argument === null ? '' : ` \\fI${roff(argument.metavariable)}\\fR${repeats === 'list' ? '..' : ''}`;
  return ['.TP', spelled + value, roff(optionText(option))];
}

function paragraphs(text: string): readonly string[] {
  return text.split(/\n+/).flatMap((paragraph, index) => [...(index === 0 ? [] : ['.PP']), roff(paragraph)]);
}

/** Text as roff takes it: a hyphen that is copied stays one, and no line is taken for a request. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(/^([.'])/, '\\&$1');
}
