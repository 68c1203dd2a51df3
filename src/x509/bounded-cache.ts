/**
 * A map that forgets what was longest unused once it holds too much. `weigh` gives each value's weight, in the unit of `capacity`;
 * a value that is heavier than the capacity is not kept.
 */
export class BoundedCache<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly weight: number }>();
  readonly #capacity: number;
  readonly #weigh: (value: V) => number;
  #weight = 0;
  /** What was asked for or kept last: it stands at the end of the map already. */
  #newest: string | null = null;

  constructor(capacity: number, weigh: (value: V) => number = () => 1) {
    this.#capacity = capacity;
    this.#weigh = weigh;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Undefined where it is not, or no longer, kept. */
  find(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (key !== this.#newest) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#newest = key;
    }
    return entry.value;
  }

  keep(key: string, value: V): void {
    const weight = this.#weigh(value);
    const old = this.#entries.get(key);
    if (old !== undefined) {
      this.#weight -= old.weight;
      this.#entries.delete(key);
    }
    if (weight > this.#capacity) return;
    this.#entries.set(key, { value, weight });
    this.#newest = key;
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= this.#capacity) break;
      this.#weight -= entry.weight;
      this.#entries.delete(oldest);
    }
  }
}
