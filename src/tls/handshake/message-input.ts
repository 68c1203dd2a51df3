import type { HandshakeMessage } from '../wire/handshake-message.ts';
import { refuse } from './refusal.ts';

const headerLength = 4;
/** Largest handshake message that is collected. JSSE stops at 32 KiB, OpenSSL at 100 KiB for a chain. */
const maxMessage = 102_400;

/** A handshake message with the bytes it came in, header included, for the transcript. */
export type RawMessage = HandshakeMessage & { readonly raw: Uint8Array };

/** Joins handshake fragments and cuts them into messages. The messages are copies: they do not keep what the socket read alive. */
export class MessageInput {
  /** What is not cut yet. Fragments wait unjoined until the message is whole, or one that comes byte by byte would be copied for each. */
  #fragments: Uint8Array[] = [];
  #length = 0;

  push(fragment: Uint8Array): void {
    if (fragment.length === 0) return;
    this.#fragments.push(fragment.slice());
    this.#length += fragment.length;
  }

  /** Nothing is left over: the only place where keys may change (RFC 8446 §5.1). */
  get atBoundary(): boolean {
    return this.#length === 0;
  }

  /** Bytes of a message that is not whole yet. */
  get pending(): number {
    return this.#length;
  }

  /** The next whole message, or null. Throws Refusal for one that is too long. */
  next(): RawMessage | null {
    if (this.#length < headerLength) return null;
    const { 0: type = 0, 1: high = 0, 2: middle = 0, 3: low = 0 } = this.#joined(headerLength);
    const length = high * 65536 + middle * 256 + low;
    if (length > maxMessage) refuse('illegal_parameter', 'message-too-long');
    if (this.#length < headerLength + length) return null;
    const bytes = this.#joined(headerLength + length);
    const raw = bytes.subarray(0, headerLength + length);
    this.#length -= raw.length;
    this.#fragments[0] = bytes.subarray(raw.length);
    if (this.#fragments[0].length === 0) this.#fragments.shift();
    return { type, body: raw.subarray(headerLength), raw };
  }

  /** The first fragment, joined with others until it has at least so many bytes, which must be there. */
  #joined(length: number): Uint8Array {
    const [first = new Uint8Array()] = this.#fragments;
    if (first.length >= length) return first;
    let count = 0;
    for (let got = 0; got < length; count++) got += this.#fragments[count]?.length ?? 0;
    const joined = new Uint8Array(Buffer.concat(this.#fragments.slice(0, count)));
    this.#fragments.splice(0, count, joined);
    return joined;
  }
}
