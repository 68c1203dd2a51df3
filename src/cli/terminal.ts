import type { Mask } from '../index.ts';

/** What a command needs of the process it runs in. */
export type Terminal = {
  /** Standard input as it comes, read when something is asked for from there. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Somebody types it. */
  readonly stdinIsTerminal: boolean;
  /** Results, as text or as its UTF-8. Resolves when they were handed over. */
  readonly out: (text: string | Uint8Array) => Promise<void>;
  /** Everything else. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** The user wants no colour, whatever the environment says. */
  readonly noColour: boolean;
  /** Asks the user for something that is not shown as it is typed; null as an answer is none. Null where nobody is there to ask. */
  readonly askPassword: ((prompt: string) => Promise<string | null>) | null;
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT or SIGTERM, with the signal's name as reason. */
  readonly interrupted: AbortSignal;
  /** Told of each SIGHUP, which ends the process as long as nobody listens. */
  readonly onHangUp: (listener: () => void) => void;
  /** What `out` and `err` leave out; reports are masked by it before they are laid out, and files before they are written. */
  readonly mask: Mask;
};

/** The least and most cells that anything is laid out for. */
const widths = { least: 40, most: 200 } as const;

/** Cells to write within: the terminal's, `COLUMNS`, or 80. */
export function widthOf({ columns, env }: Terminal): number {
  const wish = columns ?? Number(env.COLUMNS);
  return Number.isInteger(wish) && wish >= 1 ? Math.min(Math.max(wish, widths.least), widths.most) : 80;
}

/** Cells for help, which may be narrow; longer lines are hard to read. */
export function helpWidthOf({ columns, env }: Terminal): number {
  const wish = columns ?? Number(env.COLUMNS);
  return Number.isInteger(wish) && wish >= 1 ? Math.max(24, Math.min(wish, 100)) : 80;
}

/** `--no-color`, then `NO_COLOR` and `FORCE_COLOR` as no-color.org and force-color.org have them: whichever comes first decides. Else, terminals get colour. */
export function colourOf({ noColour, outIsTerminal, env }: Pick<Terminal, 'noColour' | 'outIsTerminal' | 'env'>): boolean {
  if (noColour) return false;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return outIsTerminal && env.TERM !== 'dumb';
}
