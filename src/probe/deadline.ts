import type { AbortLike } from '../tls/open-tls.ts';
import { onAbort } from './on-abort.ts';

/**
 * The end of the time for one address, or of the run, whichever comes first: an AbortSignal in small. Thousands of real ones, each with a timer and tied to that of
 * the run, cost as much, in memory to be collected above all, as what they guard.
 */
export class Deadline implements AbortLike {
  readonly #listeners: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #forget: (() => void) | null;
  #aborted = false;
  #reason: unknown;

  constructor(afterMs: number, run: AbortSignal | undefined) {
    this.#timer = setTimeout(() => this.#abort(new Error('the time for all questions is up')), afterMs);
    this.#forget = run === undefined ? null : onAbort(run, () => this.#abort(run.reason));
    if (run?.aborted) this.#abort(run.reason);
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  /** There is nothing left to end. */
  end(): void {
    clearTimeout(this.#timer);
    this.#forget?.();
  }

  #abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener();
  }
}
