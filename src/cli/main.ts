import { localLimitOf, localLimits } from '../model/local-limit.ts';
import { showable } from '../model/showable.ts';
import { toolVersion } from '../model/tool-version.ts';
import { UsageError } from '../model/usage-error.ts';
import { printable } from '../report/printable.ts';
import { exitStatus } from './exit-status.ts';
import type { Invocation } from './parse-arguments.ts';
import { type Terminal, widthOf } from './terminal.ts';

/** Runs one command line, the program's name left out, and gives the exit status. Never rejects. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(await invocation(args, terminal), terminal);
  } catch (error) {
    return tellError(error, args, terminal);
  }
}

/** Scripts ask for the version before each run, so that it need not wait for what reads arguments. */
async function invocation(args: readonly string[], terminal: Terminal): Promise<Invocation> {
  if (args.length === 1 && args[0] === '--version') return { kind: 'text', text: `${toolVersion}\n` };
  const { parseArguments } = await import('./parse-arguments.ts');
  return parseArguments(args, Math.min(widthOf(terminal), 100));
}

/** A command's rooms are loaded when it is the one: `--help` and `--version` answer without them. */
async function run(invocation: Invocation, terminal: Terminal): Promise<number> {
  switch (invocation.kind) {
    case 'text':
      await terminal.out(invocation.text);
      return exitStatus.clean;
    case 'scan':
      return invocation.outputs.some(({ format }) => format === 'ndjson')
        ? (await import('./mass-scan-command.ts')).runMassScan(invocation, terminal)
        : (await import('./scan-command.ts')).runScan(invocation, terminal);
    case 'join':
      return (await import('./join-command.ts')).runJoin(invocation, terminal);
    case 'matrix':
      return (await import('./matrix-command.ts')).runMatrix(invocation, terminal);
    case 'kibana':
      return (await import('./kibana-command.ts')).runKibana(invocation, terminal);
    case 'lab':
      return (await import('./lab-command.ts')).runLab(terminal);
    case 'explain':
      return (await import('./explain-command.ts')).runExplain(invocation, terminal);
    case 'inspect':
      return (await import('./inspect-command.ts')).runInspect(invocation, terminal);
  }
}

/** What is wrong in one line, what to do about it in the next. A stack trace is shown for our own faults alone, and only when asked for. */
export function tellError(error: unknown, args: readonly string[], terminal: Pick<Terminal, 'err'>): number {
  if (error instanceof UsageError) {
    terminal.err(`handclasp: ${printable(showable(error.message))}\n  ${printable(showable(error.hint))}\n`);
    return exitStatus.usage;
  }
  const limit = localLimitOf(error);
  if (limit !== null && localLimits[limit].passes) {
    terminal.err(`handclasp: ${localLimits[limit].what} (${limit})\n  ${localLimits[limit].fix}\n`);
    return exitStatus.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const verbose = args.some((arg) => arg === '--verbose' || /^-[a-z]*v/.test(arg));
  terminal.err(`handclasp: a fault of its own: ${printable(showable(message))}\n`);
  terminal.err(verbose ? `${showable(stackOf(error))}\n` : '  please report it with what --verbose adds\n');
  return exitStatus.fault;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
