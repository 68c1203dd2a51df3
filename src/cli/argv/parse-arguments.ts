import { toolVersion } from '../../index.ts';
import { commands } from '../commands/index.ts';
import { renderCommandHelp, renderHelp } from '../help.ts';
import { generalOptions } from '../options/general.ts';
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
  const words = readArgv(args, [...optionsOf(commands), ...Object.values(generalOptions)]);
  if (asksFor(generalOptions.help.name, words)) {
    const named = words.flatMap((word) => (word.kind === 'operand' ? [commands.find(({ name }) => name === word.value)] : []))[0];
    return { kind: 'text', text: named === undefined ? renderHelp(commands, width) : renderCommandHelp(named, width) };
  }
  if (asksFor(generalOptions.version.name, words)) return { kind: 'text', text: `${toolVersion}\n` };
  const { command, given } = readCommand(words, commands);
  const run = command.start(given);
  const isPlain = words.some((word) => word.kind === 'option' && word.name === generalOptions.noColor.name);
  return { kind: 'command', run: (terminal) => run(isPlain ? { ...terminal, noColour: true } : terminal) };
}

/** Whether an option that is answered before all else is there. Where it was taken for the value of another, that one lacks its value, and help is what helps. */
function asksFor(name: string, words: readonly Word[]): boolean {
  const unknown = new Set(words.flatMap((word) => (word.kind === 'option' && word.option === null ? [word.argument] : [])));
  const spelled = name === generalOptions.help.name ? [`--${name}`, `-${generalOptions.help.alias}`] : [];
  return words.some(
    (word) =>
      word.kind === 'option' &&
      ((word.name === name && !unknown.has(word.argument)) || (!word.attached && word.value !== undefined && spelled.includes(word.value))),
  );
}
