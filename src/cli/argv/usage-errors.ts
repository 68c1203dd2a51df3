import { allNamed, didYouMean, UsageError } from '../../index.ts';
import type { Command, CommandText } from '../commands/command.ts';
import { generalOptions } from '../options/general.ts';
import { type OptionWord, optionsOf } from './read-argv.ts';

/**
 * An option that the command has not, or, before it is known, none has. Its value is not repeated: `--password hunter2` is a secret that is on the screen once already.
 *
 * @param command null where it is not known yet
 */
export function unknownOption(word: OptionWord, command: Command | null, commands: readonly Command[]): UsageError {
  const help = helpHint(command);
  const owners = commands.filter((each) => hasOption(each, word.name));
  if (command !== null && owners.length > 0) {
    return new UsageError(
      'arguments',
      `${command.name} has no option ${word.written}`,
      `${word.written} is an option of ${allNamed(owners.map(({ name }) => name))}; ${help}`,
    );
  }
  const all = [...optionsOf(commands), ...Object.values(generalOptions)].map(({ name }) => name);
  // A single dash before a whole name: the argument is letters to us.
  const single = /^-([a-z-]{2,})$/.exec(word.argument)?.[1];
  if (single !== undefined && all.includes(single))
    return new UsageError('arguments', `unknown option -${single}`, `did you mean --${single}? ${help}`);
  const own = command === null ? all : [...Object.values(command.options), ...Object.values(generalOptions)].map(({ name }) => name);
  const message = `unknown option ${printableName(word)}`;
  // A line of a log, or a file: no name begins like that, or goes on behind a blank.
  if (!/^--?[a-z]/i.test(word.argument) || /\s/.test(word.name))
    return new UsageError('arguments', message, `put -- before what begins with a dash and is not an option; ${help}`);
  if (!word.written.startsWith('--')) return new UsageError('arguments', message, help);
  const likely = likeliest(word.name, own);
  if (likely !== undefined) return new UsageError('arguments', message, `did you mean --${likely}? ${help}`);
  const others = likeliest(word.name, all);
  if (others === undefined) return new UsageError('arguments', message, help);
  const theirs = commands.filter((each) => hasOption(each, others)).map(({ name }) => name);
  return new UsageError('arguments', message, `did you mean --${others}, an option of ${allNamed(theirs)}? ${help}`);
}

/** @param isOption what follows is an option, or looks like one */
export function valueMissing(written: string, isOption: boolean, command: Command): UsageError {
  const hint = isOption && written.startsWith('--') ? `one that begins with a dash is given as ${written}=-...; ` : '';
  return new UsageError('arguments', `${written} needs a value`, hint + helpHint(command));
}

export function unexpectedOperand(value: string, command: string): UsageError {
  return new UsageError('arguments', `unexpected argument "${value}"`, `"handclasp ${command} --help" lists what there is`);
}

export function unknownCommand(value: string, commands: readonly CommandText[]): UsageError {
  // A target, or a file; it may hold a password, and is no command that somebody misspelt.
  if (!/^[a-z-]{1,24}$/i.test(value)) return commandMissing(commands);
  const [likely] = didYouMean(
    value,
    commands.map(({ name }) => name),
  );
  const guess = likely === undefined ? '' : `did you mean "${likely}"? `;
  return new UsageError('arguments', `unknown command "${value}"`, guess + helpHint(null));
}

export function commandMissing(commands: readonly CommandText[]): UsageError {
  return new UsageError(
    'arguments',
    'no command was given',
    `commands are ${commands.map(({ name }) => name).join(', ')}; ${helpHint(null)}`,
  );
}

function helpHint(command: Command | null): string {
  return `"handclasp ${command === null ? '' : `${command.name} `}--help" lists what there is`;
}

function hasOption({ options }: Command, name: string): boolean {
  return Object.values(options).some((option) => option.name === name);
}

/** A name that was not finished, or misspelt. */
function likeliest(name: string, names: readonly string[]): string | undefined {
  const begun = name.length < 3 ? [] : names.filter((each) => each.startsWith(name));
  return begun.length === 1 ? begun[0] : (didYouMean(name, names)[0] ?? begun[0]);
}

/**
 * As written, as far as it looks like a name: `--password:hunter2` is one to the eye of the user alone, and in `--passwordhunter2` somebody forgot what parts the name from
 * the secret.
 */
function printableName({ written }: OptionWord): string {
  const name = /^--?[a-z-]{0,30}/i.exec(written)?.[0] ?? '';
  const [, secret = '', rest = ''] = /^(.*?(?:passwo?r?d|passphrase|pass|pwd|secret|token|api-?key))(.*)$/is.exec(name) ?? [];
  const isName = rest === '' || (name === written && /^-[a-z-]+$/.test(rest));
  const shown = isName ? name : secret;
  return shown === written ? written : `${shown}...`;
}
