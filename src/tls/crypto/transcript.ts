import { createHash, type Hash } from 'node:crypto';
import type { HashName } from './hashes.ts';

/** `md5-sha1` is MD5 and SHA-1, one after the other, as TLS 1.0 and 1.1 hash a handshake (RFC 2246 §7.4.9). */
export type TranscriptHash = HashName | 'md5-sha1';

/** The running hash over the handshake messages, headers included (RFC 8446 §4.4.1, RFC 5246 §7.4.9). */
export class Transcript {
  readonly #hashes: readonly Hash[];

  constructor(hash: TranscriptHash) {
    this.#hashes = hash === 'md5-sha1' ? [createHash('md5'), createHash('sha1')] : [createHash(hash)];
  }

  add(bytes: Uint8Array): void {
    for (const hash of this.#hashes) hash.update(bytes);
  }

  /** The hash of all that was added so far; more may be added afterwards. Cloning costs half of hashing a flight anew. */
  digest(): Uint8Array {
    const [first, second] = this.#hashes.map((hash) => hash.copy().digest());
    return second === undefined ? (first ?? new Uint8Array()) : Buffer.concat([first ?? new Uint8Array(), second]);
  }
}
