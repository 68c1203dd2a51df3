/** UTF-8 that grows: texts, and bytes that are text already, one after the other. */
export class ByteText {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);
  #length = 0;
  /** Texts that follow each other are turned into bytes together: each time costs more than a text of some words does. */
  #texts = '';

  text(text: string): void {
    this.#texts += text;
  }

  bytes(bytes: Uint8Array): void {
    this.#settle();
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** All of it, in a buffer of its own, and begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    this.#settle();
    const taken = new Uint8Array(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #settle(): void {
    if (this.#texts === '') return;
    // No character of UTF-16 takes more than three bytes.
    this.#room(this.#texts.length * 3);
    this.#length += this.#bytes.write(this.#texts, this.#length, 'utf8');
    this.#texts = '';
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
