import type { Terminal } from './terminal.ts';

/** The user gave up before anything was done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Standard input as it comes, up to its end, or to an interruption. At a terminal it is said first what is waited for, and how to end it: nothing else would show that it is the user's
 * turn.
 *
 * @param what is read, such as `the targets, one a line`
 */
export async function* standardInput(
  { stdin, stdinIsTerminal, err, interrupted }: Pick<Terminal, 'stdin' | 'stdinIsTerminal' | 'err' | 'interrupted'>,
  what: string,
): AsyncGenerator<Uint8Array> {
  if (stdinIsTerminal) err(`Type ${what}. Ctrl-D on a line of its own ends the input; Ctrl-C gives up.\n`);
  const chunks = stdin()[Symbol.asyncIterator]();
  const ended = whenAborted(interrupted);
  for (;;) {
    const next = await Promise.race([chunks.next(), ended]);
    if (next.done === true || interrupted.aborted) return;
    yield next.value;
  }
}

/** All of it. @throws Interrupted */
export async function wholeStandardInput(terminal: Parameters<typeof standardInput>[0], what: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of standardInput(terminal, what)) chunks.push(chunk);
  if (terminal.interrupted.aborted) throw new Interrupted();
  return new Uint8Array(Buffer.concat(chunks));
}

function whenAborted(signal: AbortSignal): Promise<{ readonly done: true; readonly value: undefined }> {
  const end = { done: true, value: undefined } as const;
  if (signal.aborted) return Promise.resolve(end);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(end), { once: true });
  });
}
