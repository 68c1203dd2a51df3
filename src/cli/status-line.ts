import { displayWidth } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** What a status line needs of time. */
export type StatusClock = {
  /** Milliseconds from any moment. */
  readonly now: () => number;
  /** Calls again and again, until the answer is called. It keeps no process alive. */
  readonly every: (ms: number, call: () => void) => () => void;
};

const realClock: StatusClock = {
  now: () => performance.now(),
  every: (ms, call) => {
    const timer = setInterval(call, ms).unref();
    return () => clearInterval(timer);
  },
};

/** On a terminal seconds are seen to pass; elsewhere a log is not to be filled. */
const everySecond = 1000;
const everyHalfMinute = 30_000;
/** A line that changes more often cannot be read, and costs. */
const leastBetweenMs = 100;

/**
 * How far a run is, on standard error: at a terminal in one line, which is written over and wiped at the end; elsewhere in a line of its own each half minute, so that a run that takes
 * no longer leaves none.
 */
export class StatusLine {
  readonly #terminal: Pick<Terminal, 'err' | 'errIsTerminal' | 'columns'>;
  readonly #text: (seconds: number) => string;
  readonly #clock: StatusClock;
  readonly #startedAt: number;
  readonly #stop: () => void;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isShown = false;

  /** @param text by the seconds since the beginning */
  constructor(
    terminal: Pick<Terminal, 'err' | 'errIsTerminal' | 'columns'>,
    text: (seconds: number) => string,
    clock: StatusClock = realClock,
  ) {
    this.#terminal = terminal;
    this.#text = text;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#stop = terminal.errIsTerminal ? clock.every(everySecond, () => this.#write()) : clock.every(everyHalfMinute, () => this.#log());
  }

  /** Since the beginning. */
  seconds(): number {
    return (this.#clock.now() - this.#startedAt) / 1000;
  }

  /** Something changed. */
  show(): void {
    if (this.#terminal.errIsTerminal && this.#clock.now() - this.#shownAt >= leastBetweenMs) this.#write();
  }

  /** Makes room for other text. */
  wipe(): void {
    if (this.#isShown) this.#terminal.err('\r\u001b[K');
    this.#isShown = false;
  }

  /** The run is over: nothing is written any more. */
  end(): void {
    this.#stop();
    this.wipe();
  }

  #write(): void {
    this.#shownAt = this.#clock.now();
    this.#isShown = true;
    this.#terminal.err(`\r\u001b[K${fitting(this.#text(this.seconds()), (this.#terminal.columns ?? 80) - 1)}`);
  }

  #log(): void {
    this.#terminal.err(`handclasp: ${this.#text(this.seconds())}\n`);
  }
}

function fitting(text: string, width: number): string {
  let end = text.length;
  while (displayWidth(text.slice(0, end)) > width) end -= 1;
  return text.slice(0, end);
}
