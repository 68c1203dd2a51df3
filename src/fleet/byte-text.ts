const firstRoom = 64 * 1024;

/** UTF-8 that grows: texts, and bytes that are text already, one after the other. */
export class ByteText {
  #bytes = Buffer.allocUnsafeSlow(firstRoom);
  #length = 0;
  /** Texts that follow each other are turned into bytes together: each time costs more than a text of some words does. */
  #texts = '';
  readonly #spare: ArrayBuffer[] = [];

  text(text: string): void {
    this.#texts += text;
  }

  bytes(bytes: Uint8Array): void {
    this.#settle();
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** All of it, and begins anew. The buffer behind it, which may be larger, is the caller's: it can be handed to another thread. */
  take(): Uint8Array<ArrayBuffer> {
    this.#settle();
    const taken = new Uint8Array(this.#bytes.buffer, 0, this.#length);
    const spare = this.#spare.pop();
    this.#bytes = spare === undefined ? Buffer.allocUnsafeSlow(firstRoom) : Buffer.from(spare);
    this.#length = 0;
    return taken;
  }

  /** Gives back a buffer that was taken: to ask the system for another costs more than to fill it. */
  reuse(buffer: ArrayBuffer): void {
    if (buffer.byteLength > 0) this.#spare.push(buffer);
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
