import type { EntryWish } from './archive-entry.ts';

/** What of an entry is kept while it streams by, within its wish. */
export class KeptBytes {
  readonly #wish: EntryWish;
  #chunks: Uint8Array[] = [];
  #kept = 0;
  #cut = false;

  constructor(wish: EntryWish) {
    this.#wish = wish;
  }

  /** False where no more is wanted: the entry is too large to be taken. */
  add(chunk: Uint8Array): boolean {
    // The stream goes on using its own memory.
    this.#chunks.push(chunk.slice());
    this.#kept += chunk.length;
    if (this.#kept <= this.#wish.most) return true;
    if (this.#wish.longer === 'refuse') return false;
    this.#cut = true;
    for (let [first] = this.#chunks; first !== undefined && this.#kept - first.length >= this.#wish.most; [first] = this.#chunks) {
      this.#chunks.shift();
      this.#kept -= first.length;
    }
    return true;
  }

  get size(): number {
    return this.#kept;
  }

  /** Where its beginning was left out, it begins with a whole line. */
  taken(): { readonly bytes: Uint8Array; readonly cut: boolean } {
    const kept = Buffer.concat(this.#chunks);
    this.#chunks = [];
    if (!this.#cut) return { bytes: new Uint8Array(kept), cut: false };
    const end = kept.subarray(Math.max(0, kept.length - this.#wish.most));
    return { bytes: new Uint8Array(end.subarray(end.indexOf(0x0a) + 1)), cut: true };
  }
}
