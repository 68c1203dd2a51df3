import { askPassword } from './ask-password.ts';
import { exitStatus } from './exit-status.ts';
import { main, tellError } from './main.ts';
import { maskedTerminal } from './masked-terminal.ts';

/** Runs the command line in this process: streams, signals, exit status. */
export async function runProcess(args: readonly string[]): Promise<never> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Who asks twice does not want to wait for what is being tidied up.
      if (interruption.signal.aborted) process.exit(exitStatus[signal]);
      interruption.abort(signal);
    });
  }
  // A reader such as `head` may go before all is written; there is nobody left to tell.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const terminal = maskedTerminal({
    stdin: () => process.stdin,
    stdinIsTerminal: process.stdin.isTTY === true,
    out: (text) => written(process.stdout, text),
    err: (text) => {
      process.stderr.write(text);
    },
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    noColour: false,
    askPassword: process.stdin.isTTY === true && process.stderr.isTTY === true ? askPassword : null,
    columns: process.stdout.columns,
    env: process.env,
    interrupted: interruption.signal,
    onHangUp: (listener) => {
      process.on('SIGHUP', listener);
    },
  });
  process.on('uncaughtException', (error) => {
    process.exit(tellError(error, args, terminal));
  });
  const status = await main(args, terminal);
  await written(process.stderr, '');
  process.exit(status);
}

/** Resolves when the text was handed to the system, or could not be: pipes are asynchronous, and an exit would cut what is in flight. */
function written(stream: NodeJS.WriteStream, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}
