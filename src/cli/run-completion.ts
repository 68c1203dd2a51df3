import type { CompletionRequest, Shell } from './commands/completion.ts';
import { bashScript } from './completion/bash.ts';
import { completionTable } from './completion/completion-table.ts';
import { fishScript } from './completion/fish.ts';
import { zshScript } from './completion/zsh.ts';
import { exitStatus } from './exit-status.ts';
import { ruleIds } from './rule-ids.ts';
import type { Terminal } from './terminal.ts';

/** Prints the script of a shell. */
export async function runCompletion({ shell, commands }: CompletionRequest, terminal: Terminal): Promise<number> {
  const table = completionTable(commands, ruleIds);
  await terminal.out(scriptOf[shell ?? shellInUse(terminal.env.SHELL)](table));
  return exitStatus.clean;
}

const scriptOf = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

function shellInUse(path = ''): Shell {
  return path.endsWith('/zsh') ? 'zsh' : path.endsWith('/fish') ? 'fish' : 'bash';
}
