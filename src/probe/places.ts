import type { Interruption } from '../tls/open-tls.ts';
import { onAbort } from './on-abort.ts';

type Place = { taken: number; readonly waiting: (() => void)[] };

/** So many places at each address. First come, first served. */
export class Places {
  readonly #perAddress: number;
  readonly #known = new Map<string, Place>();

  constructor(perAddress: number) {
    this.#perAddress = perAddress;
  }

  /** Takes a place: at once, which is null, or when what it returns resolves. That rejects where the signal ends the wait. */
  enter(address: string, signal: Interruption | undefined): Promise<void> | null {
    const place = this.#at(address);
    if (place.taken < this.#perAddress) {
      place.taken += 1;
      return null;
    }
    return turn(place.waiting, signal);
  }

  /** Hands the place to who waits longest, or gives it back. */
  leave(address: string): void {
    const place = this.#at(address);
    const next = place.waiting.shift();
    if (next) {
      next();
      return;
    }
    place.taken -= 1;
    if (place.taken === 0) this.#known.delete(address);
  }

  #at(address: string): Place {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const place = { taken: 0, waiting: [] };
    this.#known.set(address, place);
    return place;
  }
}

function turn(waiting: (() => void)[], signal: Interruption | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const go = () => {
      forget();
      resolve();
    };
    const stop = () => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(signal?.reason);
    };
    waiting.push(go);
    const forget = signal === undefined ? () => {} : onAbort(signal, stop);
  });
}
