import { hash as digest } from 'node:crypto';
import type { HashName } from './hashes.ts';

/** `md5-sha1` is MD5 and SHA-1, one after the other, as TLS 1.0 and 1.1 hash a handshake (RFC 2246 §7.4.9). */
export type TranscriptHash = HashName | 'md5-sha1';

/**
 * The hash over the handshake messages, headers included (RFC 8446 §4.4.1, RFC 5246 §7.4.9). It is asked for a few times, and to begin anew each time costs less than an object that
 * hashes on.
 */
export class Transcript {
  readonly #hash: TranscriptHash;
  readonly #messages: Uint8Array[] = [];
  #known: Uint8Array | null = null;

  constructor(hash: TranscriptHash) {
    this.#hash = hash;
  }

  /** Keeps the bytes, which must not change. */
  add(bytes: Uint8Array): void {
    this.#messages.push(bytes);
    this.#known = null;
  }

  /** The hash of all that was added so far; more may be added afterwards. */
  digest(): Uint8Array {
    this.#known ??= hashOf(this.#hash, Buffer.concat(this.#messages));
    return this.#known;
  }
}

function hashOf(hash: TranscriptHash, bytes: Uint8Array): Uint8Array {
  if (hash !== 'md5-sha1') return digest(hash, bytes, 'buffer');
  return Buffer.concat([digest('md5', bytes, 'buffer'), digest('sha1', bytes, 'buffer')]);
}
