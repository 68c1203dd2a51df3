import type { Interruption } from '../tls/open-tls.ts';
import { Lanes } from './lanes.ts';

/** So many places at each address. */
export class Places {
  readonly #perAddress: number;
  readonly #known = new Map<string, Lanes>();

  constructor(perAddress: number) {
    this.#perAddress = perAddress;
  }

  /** As `Lanes.enter`. */
  enter(address: string, signal: Interruption | undefined): Promise<void> | null {
    return this.#at(address).enter(signal);
  }

  leave(address: string): void {
    const lanes = this.#at(address);
    lanes.leave();
    if (lanes.taken === 0) this.#known.delete(address);
  }

  #at(address: string): Lanes {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const lanes = new Lanes(this.#perAddress);
    this.#known.set(address, lanes);
    return lanes;
  }
}
