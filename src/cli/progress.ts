import { atLeast, type EndpointReport, type Target } from '../index.ts';
import { counted } from './counted.ts';
import { type StatusClock, StatusLine } from './status-line.ts';
import type { Terminal } from './terminal.ts';

/** How far a run is: how many targets are done, how long it has taken, how many problems it found so far, and which target is waited for longest. */
export class Progress {
  readonly #total: number;
  readonly #line: StatusLine;
  readonly #now: () => number;
  /** When each began that is not done. */
  readonly #begun = new Map<string, number>();
  #done = 0;
  #problems = 0;

  constructor(terminal: Pick<Terminal, 'err' | 'errIsTerminal' | 'columns'>, total: number, clock?: StatusClock) {
    this.#total = total;
    this.#line = new StatusLine(terminal, (seconds) => this.#text(seconds), clock);
    this.#now = () => this.#line.seconds();
    this.#line.show();
  }

  begun({ label }: Target): void {
    this.#begun.set(label, this.#now());
  }

  /** A target has been looked at. */
  ended({ label }: Target): void {
    this.#begun.delete(label);
    this.#done += 1;
    this.#line.show();
  }

  /** An endpoint has been judged. */
  found({ findings }: EndpointReport): void {
    this.#problems += findings.filter(({ severity }) => atLeast(severity, 'medium')).length;
    this.#line.show();
  }

  /** Makes room for other text. */
  wipe(): void {
    this.#line.wipe();
  }

  /** The run is over. */
  end(): void {
    this.#line.end();
  }

  #text(seconds: number): string {
    const total = Math.max(this.#total, this.#done + this.#begun.size);
    const [slowest, since = 0] = [...this.#begun].reduce<readonly [string | null, number]>(
      (first, one) => (first[0] === null || one[1] < first[1] ? one : first),
      [null, 0],
    );
    return [
      `${this.#done} of ${counted(total, 'target')}`,
      `${Math.floor(seconds)} s`,
      counted(this.#problems, 'problem'),
      ...(slowest === null ? [] : [`slowest ${slowest} (${Math.floor(seconds - since)} s)`]),
    ].join(' · ');
  }
}
