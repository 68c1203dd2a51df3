/** Octets that are kept together. */
const chunkSize = 1024 * 1024;

/** Texts by number, outside the heap: a hundred thousand cost the collector of garbage nothing. */
export class PackedTexts {
  readonly #chunks: Buffer[] = [];
  /** Where each begins, and ends: the number of its chunk, times the size of one, and the offset. */
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  #used = chunkSize;

  get size(): number {
    return this.#starts.length;
  }

  /** Its number: they are counted from 0. */
  add(text: string): number {
    const length = Buffer.byteLength(text);
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used + length > chunk.length) {
      chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, length));
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    chunk.write(text, this.#used, 'utf8');
    this.#starts.push((this.#chunks.length - 1) * chunkSize + this.#used);
    this.#lengths.push(length);
    // A text that is longer than a chunk has one of its own, which is full.
    this.#used = chunk.length > chunkSize ? chunk.length : this.#used + length;
    return this.#starts.length - 1;
  }

  text(number: number): string {
    const start = this.#starts[number] ?? 0;
    const from = start % chunkSize;
    return this.#chunks[Math.floor(start / chunkSize)]?.toString('utf8', from, from + (this.#lengths[number] ?? 0)) ?? '';
  }
}
