import { wrapText } from '../../index.ts';
import type { CommandText } from '../commands/command.ts';
import { exitStatusLine } from '../exit-status.ts';
import { type Option, type OptionGroup, optionGroups } from '../options/option.ts';
import { paragraphs } from './help-layout.ts';
import { withUsual } from './option-text.ts';

/** What is mostly wanted of a command, on one screen: the usual options with what they are for, the others by name. @param width cells in a line */
export function shortHelp({ name, synopsis, summary, operands, options }: CommandText, width: number): string {
  const grouped = optionGroups.flatMap((group) => {
    const own = Object.values(options).filter((option) => option.group === group);
    return own.length === 0 ? [] : [{ group, own }];
  });
  const parts = [
    ['Usage: handclasp', name, synopsis, Object.keys(options).length === 0 ? '' : '[OPTION..]'].filter((part) => part !== '').join(' '),
    `${summary}.`,
    ...(operands === null ? [] : [`${operands.metavariable}: ${withUsual(operands)}`]),
  ].map((text) => paragraphs(text, width));
  const lines = grouped.flatMap(({ group, own }) => groupLines(group, own, width));
  const foot = [exitStatusLine, `handclasp ${name} --help: what each option does, with examples`].map((text) => paragraphs(text, width));
  return `${[...parts, ...(lines.length === 0 ? [] : ['', ...lines]), '', ...foot].join('\n')}\n`;
}

/** Where options begin, behind the names of groups; and where what they are for begins. */
const optionColumn = 17;
const helpColumn = optionColumn + 22;

/** From this width on, groups stand beside their options. */
const leastBeside = 72;

function groupLines(group: OptionGroup, options: readonly Option[], width: number): readonly string[] {
  const usual = options.filter(({ common }) => common);
  const others = options.filter(({ common }) => !common).map((option) => nameOf({ ...option, alias: null }));
  if (width < leastBeside) {
    return [
      `${group}:`,
      ...usual.flatMap((option) => [`  ${nameOf(option)}`, ...wrapText(helpOf(option), width - 6).map((line) => `      ${line}`)]),
      ...wrapNames(others, width - 2).map((line) => `  ${line}`),
    ];
  }
  const lines = [
    ...usual.flatMap((option) => {
      const [first = '', ...more] = wrapText(helpOf(option), width - helpColumn);
      return [
        `${nameOf(option).padEnd(helpColumn - optionColumn)}${first}`,
        ...more.map((line) => ' '.repeat(helpColumn - optionColumn) + line),
      ];
    }),
    ...wrapNames(others, width - optionColumn),
  ];
  return lines.map((line, index) => (index === 0 ? group : '').padEnd(optionColumn) + line);
}

/** What a choice is made of tells what it is for; of many words, the first. */
function helpOf({ help, argument }: Option): string {
  if (argument?.kind !== 'choice') return help;
  const { choices } = argument;
  return choices.length <= mostChoices
    ? choices.join(', ')
    : `${choices.slice(0, mostChoices - 1).join(', ')}, and ${choices.length - mostChoices + 1} more`;
}

/** Words of a choice that have room in a line. */
const mostChoices = 5;

function nameOf({ name, alias, argument }: Option): string {
  const spelled = alias === null ? `--${name}` : `-${alias}, --${name}`;
  if (argument === null) return spelled;
  return `${spelled} ${argument.kind === 'choice' ? argument.noun : argument.metavariable}`;
}

/** One after another, a name and its argument together. */
function wrapNames(names: readonly string[], width: number): readonly string[] {
  return names.length === 0
    ? []
    : wrapText(names.map((name) => name.replaceAll(' ', '\u00a0')).join(', '), width).map((line) => line.replaceAll('\u00a0', ' '));
}
