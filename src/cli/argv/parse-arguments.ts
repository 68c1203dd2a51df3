import { toolVersion, UsageError } from '../../index.ts';
import type { CommandText } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { longHelp, longOverview } from '../help/long-help.ts';
import { overview } from '../help/overview.ts';
import { shortHelp } from '../help/short-help.ts';
import { generalOptions } from '../options/general.ts';
import type { Option } from '../options/option.ts';
import type { ReadConfigFile } from '../read-config-file.ts';
import type { Terminal } from '../terminal.ts';
import { optionsOf, readArgv, type Word } from './read-argv.ts';
import { readCommand } from './read-command.ts';

/** What the user wants done. */
export type Invocation =
  /** Help or the version: text for standard output. */
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'command'; readonly run: (terminal: Terminal) => Promise<number> };

/** Reads the file of `--config-file`. @throws UsageError */
export type ReadConfig = (file: string, commands: readonly CommandText[]) => ReadConfigFile;

/**
 * Reads the command line.
 *
 * @param width cells in a line of help
 * @param readConfig null where no such file is named
 * @throws UsageError `arguments`, `no-target`, and what is wrong with the file of `--config-file`
 */
export function parseArguments(args: readonly string[], width: number, readConfig: ReadConfig | null = null): Invocation {
  if (args.length === 0) return { kind: 'text', text: overview(width) };
  const words = readArgv(args, [...optionsOf(commands), ...Object.values(generalOptions)]);
  const help = asksFor(generalOptions.help, words);
  if (help !== null) {
    const named = words.flatMap((word) => (word.kind === 'operand' ? [commands.find(({ name }) => name === word.value)] : []))[0];
    // The letter is for a screen of it, the word for all of it.
    const isShort = help === `-${generalOptions.help.alias}`;
    if (named === undefined) return { kind: 'text', text: isShort ? overview(width) : longOverview(commands, width) };
    return { kind: 'text', text: (isShort ? shortHelp : longHelp)(named, width) };
  }
  if (asksFor(generalOptions.version, words) !== null) return { kind: 'text', text: `${toolVersion}\n` };
  const file = configFileNamed(words);
  const { command, given } = readCommand(
    words,
    commands,
    file === null || readConfig === null ? null : () => ({ file, ...readConfig(file, commands) }),
  );
  const run = command.start(given);
  const isPlain = words.some((word) => word.kind === 'option' && word.name === generalOptions.noColor.name);
  return { kind: 'command', run: (terminal) => run(isPlain ? { ...terminal, noColour: true } : terminal) };
}

/** @throws UsageError where it is named twice, or not at all */
function configFileNamed(words: readonly Word[]): string | null {
  const named = words.flatMap((word) => (word.kind === 'option' && word.name === generalOptions.configFile.name ? [word] : []));
  const [first, second] = named;
  if (first === undefined) return null;
  if (second !== undefined) throw new UsageError('arguments', `${second.written} was given twice`, 'give it once');
  if (first.value === undefined || first.value === '' || (!first.attached && first.value.startsWith('-')))
    throw new UsageError('arguments', `${first.written} has no file`, 'name one, as in --config-file handclasp.yml');
  return first.value;
}

/**
 * How an option that is answered before all else was written; null where it was not. Where it was taken for the value of another, that one lacks its value, and help is what
 * helps.
 */
function asksFor({ name, alias }: Option, words: readonly Word[]): string | null {
  const unknown = new Set(words.flatMap((word) => (word.kind === 'option' && word.option === null ? [word.argument] : [])));
  const spelled = name === generalOptions.help.name ? [`--${name}`, `-${alias}`] : [];
  const found = words.flatMap((word) => {
    if (word.kind !== 'option') return [];
    if (word.name === name && !unknown.has(word.argument)) return [word.written];
    return !word.attached && word.value !== undefined && spelled.includes(word.value) ? [word.value] : [];
  });
  return found.find((written) => written.startsWith('--')) ?? found[0] ?? null;
}
