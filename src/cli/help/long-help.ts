import type { CommandText, Operands } from '../commands/command.ts';
import { exitStatusMeanings } from '../exit-status.ts';
import { generalOptions } from '../options/general.ts';
import { type Option, optionGroups } from '../options/option.ts';
import { environment } from './environment.ts';
import { exitMeanings } from './exit-meanings.ts';
import { block, columnOf, examples, isNarrow, paragraphs, rows } from './help-layout.ts';
import { optionText, withUsual } from './option-text.ts';
import { overviewExamples } from './overview.ts';

/** All commands, what they have in common, and what the exit status says. @param width cells in a line */
export function longOverview(commands: readonly CommandText[], width: number): string {
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
    block(
      'General',
      rows(
        Object.values(generalOptions).map((option) => optionRow(option, width)),
        width,
      ),
    ),
    block(
      'Examples',
      examples(
        overviewExamples.map(([purpose, line]) => [line, purpose] as const),
        width,
      ),
    ),
    block('Exit status', rows(exitStatusMeanings, width)),
    block('Environment', rows(environment, width)),
    paragraphs('"handclasp COMMAND --help" lists the options of a command.', width),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** All that is to be known of a command. @param width cells in a line */
export function longHelp(command: CommandText, width: number): string {
  const { name, synopsis, about, operands, options, examples: own } = command;
  const all = [...Object.values(options), ...Object.values(generalOptions)];
  const column = columnOf(
    all.map((option) => optionRow(option, width)[0]),
    width,
  );
  const parts = [
    paragraphs(['Usage: handclasp', name, synopsis, '[OPTION..]'].filter((part) => part !== '').join(' '), width),
    paragraphs(about, width),
    ...(operands === null ? [] : [rows([[operands.metavariable, withUsual(operands)]], width)]),
    ...optionGroups.flatMap((group) => {
      const grouped = all.filter((option) => option.group === group);
      return grouped.length === 0
        ? []
        : [
            block(
              group,
              rows(
                grouped.map((option) => optionRow(option, width)),
                width,
                column,
              ),
            ),
          ];
    }),
    block('Examples', examples(own, width)),
    block('Exit status', rows(exitMeanings(command).meanings, width)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function operandsText(operands: Operands | null): string {
  if (operands === null) return '';
  const text = `${operands.metavariable}${operands.most === 'any' ? '..' : ''}`;
  return operands.least === 0 ? ` [${text}]` : ` ${text}`;
}

function optionRow(option: Option, width: number): readonly [string, string] {
  // Where the choices have no room beside the name, they are told of.
  const namedChoices = isNarrow(width) && option.argument?.kind === 'choice' ? option.argument : null;
  const short = option.alias === null ? '    ' : `-${option.alias}, `;
  const argument =
    option.argument === null ? '' : ` ${namedChoices?.noun ?? option.argument.metavariable}${option.repeats === 'list' ? '..' : ''}`;
  return [`${short}--${option.name}${argument}`, optionText(option, namedChoices?.choices)];
}
