import { UsageError } from '../../index.ts';
import type { Command } from '../commands/command.ts';
import type { Word } from './read-argv.ts';
import { commandMissing, unknownCommand, unknownOption } from './usage-errors.ts';

/**
 * The command among the words, and the words without it. It may stand behind options, unless an option that takes several values may mean it.
 *
 * @throws UsageError
 */
export function chooseCommand(
  words: readonly Word[],
  commands: readonly Command[],
): { readonly command: Command; readonly others: readonly Word[] } {
  const named = (value: string | undefined) => commands.find(({ name }) => name === value);
  let taken: { readonly option: string; readonly command: Command } | null = null;
  for (const [at, word] of words.entries()) {
    if (word.kind === 'option') {
      // Before anything that follows is told, which may be its value, and secret.
      if (word.option === null) throw unknownOption(word, null, commands);
      const swallowed = word.attached ? undefined : named(word.value);
      if (swallowed !== undefined) taken ??= { option: word.written, command: swallowed };
      continue;
    }
    const command = named(word.value);
    if (word.behind !== null && !word.behind.attached) {
      if (command !== undefined) throw unclearCommand(command, word.behind.written);
      continue;
    }
    if (command !== undefined) return { command, others: words.filter((_, index) => index !== at) };
    if (taken !== null) break;
    throw unknownCommand(word.value, commands);
  }
  if (taken !== null) throw unclearCommand(taken.command, taken.option);
  throw commandMissing(commands);
}

function unclearCommand({ name }: Command, option: string): UsageError {
  return new UsageError(
    'arguments',
    `it is not clear whether "${name}" is the command or a value of ${option}`,
    `write the command first, as in "handclasp ${name} ${option} ..."`,
  );
}
