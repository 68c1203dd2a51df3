import { createHmac, hash as digest } from 'node:crypto';
import { type HashName, hashLength } from './hashes.ts';

/** In bytes: what a hash works on at a time (FIPS 180-4 §1). */
const blockLength: Readonly<Record<HashName, number>> = { sha256: 64, sha384: 128 };
/** What one call takes here; HKDF's messages are shorter. */
const longest = 512;
const inner = new Uint8Array(128 + longest);
const outer = new Uint8Array(128 + 64);

/** HMAC (RFC 2104 §2), of two hashes: an object of node:crypto for each of the dozen in a handshake costs more to collect than to compute. */
export function hmac(hash: HashName, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = blockLength[hash];
  if (key.length > block || message.length > longest) return createHmac(hash, key).update(message).digest();
  for (let i = 0; i < block; i++) {
    const byte = key[i] ?? 0;
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  inner.set(message, block);
  outer.set(digest(hash, inner.subarray(0, block + message.length), 'buffer'), block);
  return digest(hash, outer.subarray(0, block + hashLength(hash)), 'buffer');
}
