import type { CommandText } from '../commands/command.ts';
import { generalOptions } from '../options/general.ts';
import type { Option } from '../options/option.ts';

/** What a shell offers where a value or an operand belongs. */
export type Offer =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'directories' }
  /** Lists of targets: files behind `@`. */
  | { readonly kind: 'lists' }
  /** Something that no shell knows, such as a name. */
  | { readonly kind: 'nothing' };

export type CompletedOption = {
  /** With the dashes, the long one first. */
  readonly spellings: readonly string[];
  /** In one line. */
  readonly help: string;
  /** Null where it stands alone. */
  readonly value: { readonly metavariable: string; readonly offer: Offer } | null;
  readonly repeats: boolean;
};

export type CompletedCommand = {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly operands: { readonly metavariable: string; readonly many: boolean; readonly offer: Offer } | null;
};

/** All that the scripts are made of, whatever their shell. */
export type CompletionTable = { readonly general: readonly CompletedOption[]; readonly commands: readonly CompletedCommand[] };

export function completionTable(commands: readonly CommandText[], rules: readonly string[]): CompletionTable {
  const names = commands.map(({ name }) => name);
  const completed = (option: Option) => completedOption(option, rules);
  const general = Object.values(generalOptions).map(completed);
  return {
    general,
    commands: commands.map(({ name, summary, options, operands }) => ({
      name,
      summary,
      options: [...Object.values(options).map(completed), ...general],
      operands:
        operands === null
          ? null
          : { metavariable: operands.metavariable, many: operands.most === 'any', offer: offerOf(operands.completes, rules, names) },
    })),
  };
}

function completedOption({ name, alias, help, argument, repeats }: Option, rules: readonly string[]): CompletedOption {
  return {
    spellings: [`--${name}`, ...(alias === null ? [] : [`-${alias}`])],
    help,
    value:
      argument === null
        ? null
        : { metavariable: argument.kind === 'choice' ? name : argument.metavariable, offer: offerOfArgument(argument, rules) },
    repeats: repeats !== 'never',
  };
}

function offerOfArgument(argument: NonNullable<Option['argument']>, rules: readonly string[]): Offer {
  switch (argument.kind) {
    case 'file':
      return { kind: 'files' };
    case 'directory':
      return { kind: 'directories' };
    case 'choice':
      return { kind: 'words', words: argument.choices };
    case 'text': {
      const { completes } = argument;
      return completes === null ? { kind: 'nothing' } : { kind: 'words', words: [...completes.words, ...(completes.rules ? rules : [])] };
    }
    case 'number':
    case 'duration':
      return { kind: 'nothing' };
  }
}

function offerOf(
  completes: NonNullable<CommandText['operands']>['completes'],
  rules: readonly string[],
  commands: readonly string[],
): Offer {
  switch (completes) {
    case 'files':
      return { kind: 'files' };
    case 'targets':
      return { kind: 'lists' };
    case 'rules':
      return { kind: 'words', words: rules };
    case 'commands':
      return { kind: 'words', words: commands };
    default:
      return { kind: 'words', words: completes };
  }
}
