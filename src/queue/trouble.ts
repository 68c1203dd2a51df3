/** Tells once that a queue cannot be reached, and once that it can again. */
export class Trouble {
  readonly #tell: (line: string) => void;
  #isIn = false;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  /** Whether the queue could not be reached when it was last tried. */
  get isIn(): boolean {
    return this.#isIn;
  }

  met(error: unknown): void {
    if (this.#isIn) return;
    this.#isIn = true;
    this.#tell(`the queue cannot be reached: ${whyOf(error)}; trying again`);
  }

  over(): void {
    if (!this.#isIn) return;
    this.#isIn = false;
    this.#tell('the queue can be reached again');
  }
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name could not be resolved',
  ETIMEDOUT: 'timed out',
  EHOSTUNREACH: 'no route to the host',
};

/** Why a server did not do what it was asked, in words. */
export function whyOf(error: unknown): string {
  if (error instanceof AggregateError) return whyOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return words[code] ?? (error.message === '' ? code : error.message);
}
