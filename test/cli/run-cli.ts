import { main } from '../../src/cli/main.ts';
import { maskedTerminal } from '../../src/cli/masked-terminal.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

export type CliRun = { readonly status: number; readonly out: string; readonly err: string };

export type CliSetting = Partial<Omit<Terminal, 'out' | 'err' | 'stdin' | 'mask'>> & {
  readonly stdin?: string | AsyncIterable<Uint8Array>;
  /** Told what goes to standard output, as it does. */
  readonly onOut?: (text: string) => void;
};

/** Runs a command line in this process, and gives what it wrote and its exit status. No terminal, no environment, but for what is given. */
export async function runCli(args: readonly string[], { stdin = '', onOut, ...setting }: CliSetting = {}): Promise<CliRun> {
  let out = '';
  let err = '';
  const streams: Omit<Terminal, 'mask'> = {
    stdin: async function* () {
      if (typeof stdin === 'string') yield new TextEncoder().encode(stdin);
      else yield* stdin;
    },
    out: async (text) => {
      const written = typeof text === 'string' ? text : Buffer.from(text).toString();
      out += written;
      onOut?.(written);
    },
    err: (text) => {
      err += text;
    },
    stdinIsTerminal: false,
    outIsTerminal: false,
    errIsTerminal: false,
    noColour: false,
    askPassword: null,
    columns: undefined,
    env: {},
    interrupted: new AbortController().signal,
    onHangUp: () => {},
    ...setting,
  };
  const status = await main(args, maskedTerminal(streams));
  return { status, out, err };
}
