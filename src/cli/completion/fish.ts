import type { CompletedOption, CompletionTable, Offer } from './completion-table.ts';

export function fishScript({ general, commands }: CompletionTable): string {
  const isFirst = `not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`;
  const lines = [
    '# Completion of handclasp for fish, made by "handclasp completion fish".',
    'complete -c handclasp -f',
    ...general.map((option) => line(isFirst, optionPart(option))),
    ...commands.map(({ name, summary }) => line(isFirst, `-a ${quoted(name)} -d ${quoted(summary)}`)),
    ...commands.flatMap(({ name, options, operands }) => {
      const isSeen = `__fish_seen_subcommand_from ${name}`;
      const operand = operands === null ? null : offerPart(operands.offer);
      return [...options.map((option) => line(isSeen, optionPart(option))), ...(operand === null ? [] : [line(isSeen, operand)])];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function line(condition: string, part: string): string {
  return `complete -c handclasp -n ${quoted(condition)} ${part}`;
}

function optionPart({ spellings, help, value }: CompletedOption): string {
  const names = spellings.map((spelling) => (spelling.startsWith('--') ? `-l ${spelling.slice(2)}` : `-s ${spelling.slice(1)}`)).join(' ');
  const offer = value === null ? null : offerPart(value.offer);
  return [names, ...(value === null ? [] : ['-r', offer ?? '-f']), `-d ${quoted(help)}`].join(' ');
}

/** Null where there is nothing to offer. */
function offerPart(offer: Offer): string | null {
  switch (offer.kind) {
    case 'words':
      return `-f -a ${quoted(offer.words.join(' '))}`;
    case 'files':
      return '-F';
    case 'directories':
      return '-f -a "(__fish_complete_directories)"';
    case 'lists':
      return `-a "(string match -q '@*' -- (commandline -ct); and printf '@%s\\n' (__fish_complete_path (string sub -s 2 -- (commandline -ct))))"`;
    case 'nothing':
      return null;
  }
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
