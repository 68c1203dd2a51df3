import { type ConfigOption, readSchedule, UsageError } from '../index.ts';
import { optionsOf } from './argv/read-argv.ts';
import type { CommandText } from './commands/command.ts';
import type { Argument, Option } from './options/option.ts';

/** Options that end a run before it begins, or say where to read the others: a file has none of them. */
const notInFiles = ['targets', 'shard', 'list-policies', 'print-policy', 'emit', 'lab', 'waivers', 'alerts', 'test-alerts'];

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
      faultOf: (values) => faultIn(values, option, all),
    }));
}

/** What each command that has the option would refuse. Of an option that stands alone there is nothing to say. */
function faultIn(values: readonly string[], { name, argument }: Option, all: readonly Option[]): string | null {
  if (argument === null) return null;
  const [value] = values;
  const checked = value === undefined ? undefined : checks[name];
  if (value !== undefined && checked !== undefined) return refusalOf(() => checked(value));
  const faults = all.filter((option) => option.name === name).map((option) => refusalOf(() => option.read(values)));
  return faults.every((fault) => fault !== null) ? (faults[0] ?? null) : null;
}

/** What is read when it is used: to parse a command line does not load it. */
const checks: Readonly<Record<string, (value: string) => unknown>> = {
  schedule: (pattern) => readSchedule(pattern, null),
  'time-zone': (zone) => readSchedule('@daily', zone),
};

function refusalOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}: ${error.hint}`;
    throw error;
  }
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
