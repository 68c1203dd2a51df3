import type { MassProgress } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** How often the line is written anew, and how far back its speed looks. */
const everyMs = 200;
const windowMs = 30_000;

/** How far a streamed scan is, how fast, and, once all targets are known, how long it will take at the speed of the last half minute. */
export class MassProgressLine {
  readonly #terminal: Pick<Terminal, 'err' | 'errIsTerminal' | 'columns'>;
  readonly #before: number;
  readonly #now: () => number;
  /** When so many had been done. */
  readonly #marks: { readonly at: number; readonly done: number }[];
  #shownAt = Number.NEGATIVE_INFINITY;
  #shown = false;

  constructor(terminal: Pick<Terminal, 'err' | 'errIsTerminal' | 'columns'>, before: number, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#before = before;
    this.#now = now;
    this.#marks = [{ at: now(), done: 0 }];
  }

  show({ done, known, complete, tally }: MassProgress): void {
    const now = this.#now();
    if (!this.#terminal.errIsTerminal || now - this.#shownAt < everyMs) return;
    this.#shownAt = now;
    this.#marks.push({ at: now, done });
    while (this.#marks.length > 2 && now - (this.#marks[1]?.at ?? now) > windowMs) this.#marks.shift();
    const text = [
      `${done} of ${known}${complete ? '' : '+'} targets`,
      ...(this.#before > 0 ? [`${this.#before} before`] : []),
      `${tally.findings.critical + tally.findings.high} findings at high or above`,
      ...this.#speed(now, done, complete ? known - done : null),
    ].join(', ');
    this.#terminal.err(`\r\u001b[K${text.slice(0, (this.#terminal.columns ?? 80) - 1)}`);
    this.#shown = true;
  }

  /** Makes room for other text. */
  wipe(): void {
    if (this.#shown) this.#terminal.err('\r\u001b[K');
    this.#shown = false;
  }

  #speed(now: number, done: number, left: number | null): readonly string[] {
    const [oldest] = this.#marks;
    if (!oldest || now <= oldest.at || done <= oldest.done) return [];
    const perSecond = ((done - oldest.done) / (now - oldest.at)) * 1000;
    const speed = `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`;
    return left === null ? [speed] : [speed, `${duration(left / perSecond)} left`];
  }
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
