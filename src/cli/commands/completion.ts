import { UsageError } from '../../index.ts';
import { type CommandText, command } from './command.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The shell to complete for; null for the one that is in use. */
export type CompletionRequest = { readonly shell: Shell | null; readonly commands: readonly CommandText[] };

export const completion = command({
  name: 'completion',
  summary: 'A completion script for bash, zsh or fish',
  synopsis: '[SHELL]',
  about: `Prints a script that completes commands, options, their choices and the ids of rules. The shell does not start handclasp to complete a line, so print the script again after an update.`,
  operands: { metavariable: 'SHELL', help: 'bash, zsh or fish', usual: 'that of $SHELL', least: 0, most: 1, completes: shells },
  options: {},
  writes: null,
  examples: [
    ['completion bash >> ~/.bashrc', 'bash'],
    ['completion zsh >> ~/.zshrc', 'zsh, where compinit has run before'],
    ['completion fish > ~/.config/fish/completions/handclasp.fish', 'fish'],
  ],
  request: ({ operands: [word], commands }): CompletionRequest => {
    const shell = shells.find((each) => each === word);
    if (word !== undefined && shell === undefined)
      throw new UsageError('arguments', 'there is no completion for that shell', `it is one of ${shells.join(', ')}`);
    return { shell: shell ?? null, commands };
  },
});
