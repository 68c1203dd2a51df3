import { toolVersion } from '../../index.ts';
import { commands } from '../commands/index.ts';
import { longHelp, longOverview } from '../help/long-help.ts';
import { overview } from '../help/overview.ts';
import { shortHelp } from '../help/short-help.ts';
import { generalOptions } from '../options/general.ts';
import type { Option } from '../options/option.ts';
import type { Terminal } from '../terminal.ts';
import { optionsOf, readArgv, type Word } from './read-argv.ts';
import { readCommand } from './read-command.ts';

/** What the user wants done. */
export type Invocation =
  /** Help or the version: text for standard output. */
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'command'; readonly run: (terminal: Terminal) => Promise<number> };

/**
 * Reads the command line.
 *
 * @param width cells in a line of help
 * @throws UsageError `arguments`, and `no-target`
 */
export function parseArguments(args: readonly string[], width: number): Invocation {
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
  const { command, given } = readCommand(words, commands);
  const run = command.start(given);
  const isPlain = words.some((word) => word.kind === 'option' && word.name === generalOptions.noColor.name);
  return { kind: 'command', run: (terminal) => run(isPlain ? { ...terminal, noColour: true } : terminal) };
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
