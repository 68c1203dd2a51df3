import { parseArgs } from 'node:util';
import type { Command } from '../commands/command.ts';
import type { Option } from '../options/option.ts';

/** An argument that is an option, or a part of one. */
export type OptionWord = {
  readonly kind: 'option';
  /** Its name without the dashes: the one that the table has, where it was written by its letter or by a former name. */
  readonly name: string;
  /** As written: `--ca`, `-o`. */
  readonly written: string;
  /** Null where no command has it. */
  readonly option: Option | null;
  /** Undefined where none was given. */
  readonly value: string | undefined;
  /** The value stands in the same argument, as in `--ca=FILE` and `-oFILE`. */
  readonly attached: boolean;
  /** The whole argument, which may be several letters in one. */
  readonly argument: string;
};

/** An argument that is none: the command, an operand, or one more value of the option before. */
export type OperandWord = {
  readonly kind: 'operand';
  readonly value: string;
  /** The option right before it, nothing between them, that takes several values. */
  readonly behind: OptionWord | null;
};

export type Word = OptionWord | OperandWord;

/**
 * The command line in words, in their order: the one pass over it. What an option takes is known before the command is, since an option of one name takes a value in all
 * commands or in none; a test holds the table to that.
 */
export function readArgv(args: readonly string[], known: readonly Option[]): readonly Word[] {
  const options = new Map<string, Option>(known.flatMap((option) => namesOf(option).map((name) => [name, option] as const)));
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      known.flatMap((option) => {
        const type = option.argument === null ? ('boolean' as const) : ('string' as const);
        return namesOf(option).map((name) => [
          name,
          { type, multiple: true, ...(option.alias === null || name !== option.name ? {} : { short: option.alias }) },
        ]);
      }),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: Word[] = [];
  /** To which what follows may belong. */
  let open: OptionWord | null = null;
  for (const token of tokens) {
    switch (token.kind) {
      case 'option-terminator':
        open = null;
        break;
      case 'positional':
        words.push({ kind: 'operand', value: token.value, behind: open });
        break;
      case 'option': {
        const option = options.get(token.name) ?? null;
        const attached = token.inlineValue === true;
        const short = !token.rawName.startsWith('--');
        const word: OptionWord = {
          kind: 'option',
          name: option?.name ?? token.name,
          written: token.rawName,
          option,
          // `-o=FILE` is what many write for `-oFILE`.
          value: short && attached ? token.value?.replace(/^=/, '') : token.value,
          attached,
          argument: args[token.index] ?? '',
        };
        words.push(word);
        open = option?.repeats === 'list' && word.value !== undefined ? word : null;
        break;
      }
    }
  }
  return words;
}

function namesOf({ name, formerName }: Option): readonly string[] {
  return formerName === null ? [name] : [name, formerName];
}

/** Every option of the commands, one of each name. */
export function optionsOf(commands: readonly Pick<Command, 'options'>[]): readonly Option[] {
  return [...new Map(commands.flatMap(({ options }) => Object.values(options)).map((option) => [option.name, option])).values()];
}
