import type { AbortLike } from '../tls/open-tls.ts';
import { onAbort } from './on-abort.ts';

/** A number of places that can shrink to one. First come, first served. */
export class Semaphore {
  readonly #waiting: (() => void)[] = [];
  #width: number;
  #taken = 0;

  constructor(width: number) {
    this.#width = width;
  }

  get width(): number {
    return this.#width;
  }

  /** Places in use. */
  get taken(): number {
    return this.#taken;
  }

  /** Takes a place: at once, which is null, or when what it returns resolves. That rejects where the signal ends the wait. */
  enter(signal?: AbortLike): Promise<void> | null {
    if (this.#taken < this.#width) {
      this.#taken += 1;
      return null;
    }
    return this.#turn(signal);
  }

  /** Gives a place back, or on to who waits longest. */
  leave(): void {
    this.#taken -= 1;
    while (this.#taken < this.#width) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#taken += 1;
      next();
    }
  }

  /** From now on one at a time. */
  narrow(): void {
    this.#width = 1;
  }

  #turn(signal: AbortLike | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal === undefined) {
        this.#waiting.push(resolve);
        return;
      }
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const go = () => {
        forget();
        resolve();
      };
      const forget = onAbort(signal, () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal.reason);
      });
      this.#waiting.push(go);
    });
  }
}
