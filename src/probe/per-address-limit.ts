import type { AbortLike } from '../tls/open-tls.ts';
import { Semaphore } from './semaphore.ts';

/** So many places at each address. */
export class PerAddressLimit {
  readonly #perAddress: number;
  readonly #known = new Map<string, Semaphore>();

  constructor(perAddress: number) {
    this.#perAddress = perAddress;
  }

  /** As `Lanes.enter`. */
  enter(address: string, signal: AbortLike | undefined): Promise<void> | null {
    return this.#at(address).enter(signal);
  }

  leave(address: string): void {
    const lanes = this.#at(address);
    lanes.leave();
    if (lanes.taken === 0) this.#known.delete(address);
  }

  #at(address: string): Semaphore {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const lanes = new Semaphore(this.#perAddress);
    this.#known.set(address, lanes);
    return lanes;
  }
}
