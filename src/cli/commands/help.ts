import { unknownCommand } from '../argv/usage-errors.ts';
import { type CommandText, command } from './command.ts';

/** The command to tell of; null for all of them. */
export type HelpRequest = { readonly command: CommandText | null; readonly commands: readonly CommandText[] };

export const help = command({
  name: 'help',
  summary: 'Everything about a command',
  synopsis: '[COMMAND]',
  about:
    'Prints what "handclasp COMMAND --help" prints: each option, what it is for, and examples. Without a command, the list of commands.',
  operands: { metavariable: 'COMMAND', help: 'A command', usual: 'all commands', least: 0, most: 1, completes: 'commands' },
  options: {},
  writes: null,
  examples: [['help scan', '']],
  request: ({ operands: [name], commands }): HelpRequest => {
    const named = commands.find((each) => each.name === name);
    if (name !== undefined && named === undefined) throw unknownCommand(name, commands);
    return { command: named ?? null, commands };
  },
});
