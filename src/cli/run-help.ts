import type { HelpRequest } from './commands/help.ts';
import { exitStatus } from './exit-status.ts';
import { longHelp, longOverview } from './help/long-help.ts';
import { helpWidthOf, type Terminal } from './terminal.ts';

/** Prints the help of a command, or of all. */
export async function runHelp({ command, commands }: HelpRequest, terminal: Terminal): Promise<number> {
  const width = helpWidthOf(terminal);
  await terminal.out(command === null ? longOverview(commands, width) : longHelp(command, width));
  return exitStatus.clean;
}
