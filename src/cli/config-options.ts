import type { ConfigOption } from '../index.ts';
import { optionsOf } from './argv/read-argv.ts';
import type { CommandText } from './commands/command.ts';
import type { Argument, Option } from './options/option.ts';

/** Options that end a run before it begins, or say where to read the others: a file has none of them. */
const notInFiles = ['targets', 'shard', 'list-policies', 'print-policy', 'emit', 'lab', 'waivers'];

/** Every option that `handclasp.yml` may have. What commands take differently is taken in all its forms. */
export function configOptions(commands: readonly CommandText[]): readonly ConfigOption[] {
  const all = commands.flatMap(({ options }) => Object.values(options));
  // Of options of one name, the first command says what it is for.
  return optionsOf(commands.toReversed())
    .filter(({ name }) => !notInFiles.includes(name))
    .map((option) => ({
      name: option.name,
      help: option.help,
      value: kindOfValue(option, all),
      repeats: option.repeats !== 'never',
    }));
}

function kindOfValue({ name, argument }: Option, all: readonly Option[]): ConfigOption['value'] {
  if (argument === null) return null;
  switch (argument.kind) {
    case 'file':
    case 'directory':
      return 'path';
    case 'choice':
      return { oneOf: [...new Set(all.flatMap((option) => (option.name === name ? choicesOf(option.argument) : [])))] };
    case 'text':
    case 'number':
    case 'duration':
      return argument.kind;
  }
}

function choicesOf(argument: Argument | null): readonly string[] {
  return argument?.kind === 'choice' ? argument.choices : [];
}
