import { localLimitOf, localLimits, nagiosStatus, printable, showable, UsageError } from '../index.ts';
import type { Invocation } from './argv/parse-arguments.ts';
import { exitStatus, statusOfInterruption } from './exit-status.ts';
import { Interrupted } from './standard-input.ts';
import { helpWidthOf, type Terminal } from './terminal.ts';
import { usageErrorLines } from './usage-error-lines.ts';

/** Runs one command line, the program's name left out, and gives the exit status. Never rejects. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { parseArguments } = await import('./argv/parse-arguments.ts');
    // What reads such a file takes its time to load.
    const readsFile = args.some((arg) => arg.startsWith('--config-file'));
    const readConfig = readsFile ? (await import('./read-config-file.ts')).readConfigFileAsFarAsRight : null;
    return pluginStatus(await run(parseArguments(args, helpWidthOf(terminal), readConfig), terminal), args);
  } catch (error) {
    if (error instanceof Interrupted) return pluginStatus(statusOfInterruption(terminal.interrupted), args);
    const status = tellError(error, args, terminal);
    if (!isPlugin(args)) return status;
    // Whoever runs plugins reads standard output alone, and takes any other status for a broken plugin.
    await terminal.out('TLS UNKNOWN - nothing was checked, or not all: standard error says why\n');
    return nagiosStatus.UNKNOWN;
  }
}

/** Whether a plugin's output is asked for, as far as that can be told of a command line that may be wrong. */
function isPlugin(args: readonly string[]): boolean {
  return args.some((arg, at) => arg === '--format=nagios' || (arg === 'nagios' && args[at - 1] === '--format'));
}

function pluginStatus(status: number, args: readonly string[]): number {
  return isPlugin(args) && status > nagiosStatus.UNKNOWN ? nagiosStatus.UNKNOWN : status;
}

async function run(invocation: Invocation, terminal: Terminal): Promise<number> {
  switch (invocation.kind) {
    case 'text':
      await terminal.out(invocation.text);
      return exitStatus.clean;
    case 'command':
      return await invocation.run(terminal);
  }
}

/** What is wrong in one line, what to do about it in the next. A stack trace is shown for our own faults alone, and only when asked for. */
export function tellError(error: unknown, args: readonly string[], terminal: Pick<Terminal, 'err'>): number {
  if (error instanceof UsageError) {
    for (const line of usageErrorLines(error)) terminal.err(`${line}\n`);
    return exitStatus.usage;
  }
  const limit = localLimitOf(error);
  if (limit !== null && localLimits[limit].passes) {
    terminal.err(`handclasp: ${localLimits[limit].what} (${limit})\n  ${localLimits[limit].fix}\n`);
    return exitStatus.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const verbose = args.some((arg) => arg === '--verbose' || /^-[a-z]*v/.test(arg));
  terminal.err(`handclasp: internal error: ${printable(showable(message))}\n`);
  terminal.err(verbose ? `${showable(stackOf(error))}\n` : '  please report it with what --verbose adds\n');
  return exitStatus.fault;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
