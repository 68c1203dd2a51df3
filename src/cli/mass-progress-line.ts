import type { MassProgress } from '../index.ts';
import { counted } from './counted.ts';
import { type StatusClock, StatusLine } from './status-line.ts';
import type { Terminal } from './terminal.ts';

/** How far back its speed looks. */
const windowMs = 30_000;

/** From when on a target is worth naming. */
const slowFromMs = 2_000;

/** How far a streamed scan is, how long it has taken, how fast it is, and, once all targets are known, how long it will take at the speed of the last half minute; and which target is waited for longest. */
export class MassProgressLine {
  readonly #before: number;
  readonly #line: StatusLine;
  /** When so many had been done, in milliseconds from the beginning. */
  readonly #marks: { readonly at: number; readonly done: number }[] = [{ at: 0, done: 0 }];
  #now: MassProgress | null = null;

  /** @param before how many were done by an earlier run */
  constructor(terminal: Pick<Terminal, 'err' | 'errIsTerminal' | 'columns'>, before: number, clock?: StatusClock) {
    this.#before = before;
    this.#line = new StatusLine(terminal, (seconds) => this.#text(seconds), clock);
  }

  show(progress: MassProgress): void {
    this.#now = progress;
    this.#line.show();
  }

  /** Makes room for other text. */
  wipe(): void {
    this.#line.wipe();
  }

  /** The scan is over. */
  end(): void {
    this.#line.end();
  }

  #text(seconds: number): string {
    const { done, known, complete, tally } = this.#now ?? { done: 0, known: 0, complete: false, tally: null };
    const now = seconds * 1000;
    this.#marks.push({ at: now, done });
    while (this.#marks.length > 2 && now - (this.#marks[1]?.at ?? now) > windowMs) this.#marks.shift();
    const problems = tally === null ? 0 : tally.findings.critical + tally.findings.high + tally.findings.medium;
    return [
      `${done} of ${known}${complete ? '' : '+'} targets`,
      ...(this.#before > 0 ? [`${this.#before} before`] : []),
      `${Math.floor(seconds)} s`,
      counted(problems, 'problem'),
      ...this.#speed(now, done, complete ? known - done : null),
      ...this.#slowest(),
    ].join(' · ');
  }

  /** Once it takes longer than a target mostly does. */
  #slowest(): readonly string[] {
    const slowest = this.#now?.slowest?.() ?? null;
    return slowest === null || slowest.forMs < slowFromMs ? [] : [`slowest ${slowest.label} (${Math.floor(slowest.forMs / 1000)} s)`];
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
