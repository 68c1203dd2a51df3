import type { HandshakeMessage } from '../wire/handshake-message.ts';
import { refuse } from './refusal.ts';

const headerLength = 4;
/** Largest handshake message that is collected. JSSE stops at 32 KiB, OpenSSL at 100 KiB for a chain. */
const maxMessage = 102_400;

/** A handshake message with the bytes it came in, header included, for the transcript. */
export type RawMessage = HandshakeMessage & { readonly raw: Uint8Array };

/** Joins handshake fragments and cuts them into messages. */
export class MessageInput {
  #buffer: Uint8Array = new Uint8Array();

  push(fragment: Uint8Array): void {
    const joined = new Uint8Array(this.#buffer.length + fragment.length);
    joined.set(this.#buffer);
    joined.set(fragment, this.#buffer.length);
    this.#buffer = joined;
  }

  /** Nothing is left over: the only place where keys may change (RFC 8446 §5.1). */
  get atBoundary(): boolean {
    return this.#buffer.length === 0;
  }

  /** The next whole message, or null. Throws Refusal for one that is too long. */
  next(): RawMessage | null {
    if (this.#buffer.length < headerLength) return null;
    const [type = 0, high = 0, middle = 0, low = 0] = this.#buffer;
    const length = high * 65536 + middle * 256 + low;
    if (length > maxMessage) refuse('illegal_parameter', 'message-too-long');
    if (this.#buffer.length < headerLength + length) return null;
    const raw = this.#buffer.subarray(0, headerLength + length);
    this.#buffer = this.#buffer.subarray(headerLength + length);
    return { type, body: raw.subarray(headerLength), raw };
  }
}
