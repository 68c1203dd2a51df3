import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Characters that are packed together. */
const together = 256 * 1024;

/** Records of a run that are read once, at its end: what endpoints have in common takes next to no room. */
export class DeflatedRecords<Item> {
  readonly #packed: Buffer[] = [];
  #open: string[] = [];
  #length = 0;

  /** @param item as JSON has it */
  add(item: Item): void {
    const text = JSON.stringify(item);
    this.#open.push(text);
    this.#length += text.length;
    if (this.#length < together) return;
    this.#packed.push(deflateRawSync(this.#open.join('\n'), { level: 1 }));
    this.#open = [];
    this.#length = 0;
  }

  /** In the order in which they came. */
  *all(): Generator<Item> {
    for (const packed of this.#packed)
      for (const text of inflateRawSync(packed).toString('utf8').split('\n')) yield JSON.parse(text) as Item;
    for (const text of this.#open) yield JSON.parse(text) as Item;
  }
}
