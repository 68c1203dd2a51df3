import { wrapText } from '../index.ts';
import type { CommandText, Operands } from './commands/command.ts';
import { exitStatusHelp } from './exit-status.ts';
import { generalOptions } from './options/general.ts';
import { type Option, optionGroups } from './options/option.ts';

/** All commands at a glance. @param width cells in a line */
export function renderHelp(commands: readonly CommandText[], width: number): string {
  const parts = [
    'Usage: handclasp COMMAND [OPTION..]',
    paragraphs('TLS diagnostics for the Elastic Stack: who may connect, who will be trusted, and what to change.', width),
    block(
      'Commands',
      rows(
        commands.map(({ name, operands, summary }) => [`${name}${operandsText(operands)}`, summary] as const),
        width,
      ),
    ),
    block('General', rows(Object.values(generalOptions).map(optionRow), width)),
    block('Examples', examples(generalExamples, width)),
    exitStatusHelp,
    paragraphs('"handclasp COMMAND --help" lists the options of a command.', width),
  ];
  return `${parts.join('\n\n')}\n`;
}

const generalExamples = [
  ['scan es01', 'transport, HTTP and Kibana at their default ports'],
  ['join --config /etc/elasticsearch', 'why this node does not join'],
  ['scan --lab', 'see it at work without a cluster'],
  ['kibana --config /etc/kibana', 'why Kibana does not reach Elasticsearch'],
  ['explain "Empty client certificate chain"', 'what a log line means'],
] as const;

/** All that is to be known of a command. @param width cells in a line */
export function renderCommandHelp({ name, synopsis, about, operands, options, examples: own }: CommandText, width: number): string {
  const all = [...Object.values(options), ...Object.values(generalOptions)];
  const column = columnOf(all.map((option) => optionRow(option)[0]));
  const parts = [
    paragraphs(['Usage: handclasp', name, synopsis, '[OPTION..]'].filter((part) => part !== '').join(' '), width),
    paragraphs(about, width),
    ...(operands === null ? [] : [rows([[operands.metavariable, withUsual(operands)]], width)]),
    ...optionGroups.flatMap((group) => {
      const grouped = all.filter((option) => option.group === group);
      return grouped.length === 0 ? [] : [block(group, rows(grouped.map(optionRow), width, column))];
    }),
    block('Examples', examples(own, width)),
    exitStatusHelp,
  ];
  return `${parts.join('\n\n')}\n`;
}

function block(title: string, lines: string): string {
  return `${title}:\n${lines}`;
}

function paragraphs(text: string, width: number): string {
  return wrapText(text, width).join('\n');
}

function operandsText(operands: Operands | null): string {
  if (operands === null) return '';
  const text = `${operands.metavariable}${operands.most === 'any' ? '..' : ''}`;
  return operands.least === 0 ? ` [${text}]` : ` ${text}`;
}

function optionRow(option: Option): readonly [string, string] {
  const short = option.alias === null ? '    ' : `-${option.alias}, `;
  const argument = option.argument === null ? '' : ` ${option.argument.metavariable}${option.repeats === 'list' ? '..' : ''}`;
  const { help, detail, repeats, usual } = option;
  const all = [help, ...(detail === null ? [] : [detail]), ...(repeats === 'never' ? [] : ['may be repeated'])].join('; ');
  return [`${short}--${option.name}${argument}`, withUsual({ help: all, usual })];
}

function withUsual({ help, usual }: { readonly help: string; readonly usual: string | null }): string {
  return usual === null ? help : `${help} (default: ${usual})`;
}

/** A name that is longer has a line of its own. */
const widestName = 28;

/** Where texts begin, behind names. */
function columnOf(names: readonly string[]): number {
  return Math.min(widestName, Math.max(...names.map((name) => name.length))) + 4;
}

function rows(
  pairs: readonly (readonly [name: string, text: string])[],
  width: number,
  column: number = columnOf(pairs.map(([name]) => name)),
): string {
  return pairs
    .flatMap(([name, text]) => {
      const lines = wrapText(text, width - column).map((line) => ' '.repeat(column) + line);
      const [first = '', ...more] = lines;
      return name.length + 4 <= column ? [`  ${name.padEnd(column - 2)}${first.trimStart()}`, ...more] : [`  ${name}`, ...lines];
    })
    .join('\n');
}

/** A command line stays whole, so that it can be copied. */
function examples(pairs: readonly (readonly [line: string, purpose: string])[], width: number): string {
  const lines = pairs.map(([line, purpose]) => [`  handclasp ${line}`, purpose] as const);
  const column = Math.max(...lines.map(([line]) => line.length)) + 2;
  const beside = lines.every(([, purpose]) => column + purpose.length <= width);
  return lines
    .flatMap(([line, purpose]) => {
      if (purpose === '') return [line];
      return beside ? [line.padEnd(column) + purpose] : [line, ...wrapText(purpose, width - 6).map((text) => `      ${text}`)];
    })
    .join('\n');
}
