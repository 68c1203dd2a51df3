import { wrapText } from '../../index.ts';
import type { CommandText } from '../commands/command.ts';
import { type Option, type OptionGroup, optionGroups } from '../options/option.ts';
import { exitMeanings } from './exit-meanings.ts';
import { paragraphs } from './help-layout.ts';
import { withUsual } from './option-text.ts';

/** What is mostly wanted of a command, on one screen: the usual options with what they are for, the others by name. @param width cells in a line */
export function shortHelp(command: CommandText, width: number): string {
  const { name, synopsis, summary, operands, options } = command;
  const all = Object.values(options);
  const usage = ['Usage: handclasp', name, synopsis].filter((part) => part !== '').join(' ');
  const parts = [
    // Where the synopsis has options of its own, a line is worth more.
    all.length === 0 || usage.length + ' [OPTION..]'.length > width ? usage : `${usage} [OPTION..]`,
    `${summary}.`,
    ...(operands === null ? [] : [`${operands.metavariable}: ${withUsual(operands)}`]),
  ].map((text) => paragraphs(text, width));
  const usual = optionGroups.flatMap((group) =>
    groupLines(
      group,
      all.filter((option) => option.group === group && option.common),
      width,
    ),
  );
  const others = optionGroups.flatMap((group) => otherNames(all.filter((option) => option.group === group && !option.common)));
  const pointer = `handclasp ${name} --help`;
  const more =
    others.length === 0
      ? paragraphs(`${pointer}: what each option does, with examples`, width)
      : wrapText(`More options (${pointer}): ${others.join(', ')}`, width).join('\n');
  return `${[...parts, ...(usual.length === 0 ? [] : ['', ...usual]), '', more, paragraphs(exitMeanings(command).line, width)].join('\n')}\n`;
}

/** Those that begin alike and are of no use one without another are one name: `--es-…`. */
function otherNames(options: readonly Option[]): readonly string[] {
  return [
    ...new Set(
      options.map(({ name, group }) =>
        group === 'Elasticsearch output' || (group === 'Queue' && name !== 'queue') ? `--${name.split('-')[0]}-…` : `--${name}`,
      ),
    ),
  ];
}

/** Where options begin, behind the names of groups; and where what they are for begins. */
const optionColumn = 17;
const helpColumn = optionColumn + 22;

/** From this width on, groups stand beside their options. */
const leastBeside = 72;

function groupLines(group: OptionGroup, options: readonly Option[], width: number): readonly string[] {
  if (options.length === 0) return [];
  if (width < leastBeside) {
    return [
      `${group}:`,
      ...options.flatMap((option) => [`  ${nameOf(option)}`, ...wrapText(helpOf(option), width - 6).map((line) => `      ${line}`)]),
    ];
  }
  const lines = options.flatMap((option) => {
    const [first = '', ...more] = wrapText(helpOf(option), width - helpColumn);
    return [
      `${nameOf(option).padEnd(helpColumn - optionColumn)}${first}`,
      ...more.map((line) => ' '.repeat(helpColumn - optionColumn) + line),
    ];
  });
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
