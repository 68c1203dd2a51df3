/** A number of places that can shrink to one. First come, first served. */
export class Lanes {
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

  /** Takes a place: at once, which is null, or when what it returns resolves. */
  enter(): Promise<void> | null {
    if (this.#taken < this.#width) {
      this.#taken += 1;
      return null;
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

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
}
