import { createHmac } from 'node:crypto';
import type { HashName } from './hashes.ts';

/** The pseudorandom function: MD5 and SHA-1 combined up to TLS 1.1, the suite's hash in TLS 1.2. */
export type PrfName = 'md5-sha1' | HashName;

/** The PRF (RFC 2246 §5, RFC 5246 §5). */
export function prf(name: PrfName, secret: Uint8Array, label: string, seed: Uint8Array, length: number): Uint8Array {
  const labelled = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  if (name !== 'md5-sha1') return expand(name, secret, labelled, length);

  // Halves of the secret; where its length is odd they share the byte in the middle.
  const half = Math.ceil(secret.length / 2);
  const output = expand('md5', secret.subarray(0, half), labelled, length);
  const sha1 = expand('sha1', secret.subarray(secret.length - half), labelled, length);
  return output.map((byte, i) => byte ^ (sha1[i] ?? 0));
}

/** 48 bytes (RFC 5246 §8.1). */
export function masterSecret(name: PrfName, premaster: Uint8Array, clientRandom: Uint8Array, serverRandom: Uint8Array): Uint8Array {
  return prf(name, premaster, 'master secret', Buffer.concat([clientRandom, serverRandom]), 48);
}

/** 48 bytes (RFC 7627 §4); `sessionHash` is the transcript up to and including ClientKeyExchange. */
export function extendedMasterSecret(name: PrfName, premaster: Uint8Array, sessionHash: Uint8Array): Uint8Array {
  return prf(name, premaster, 'extended master secret', sessionHash, 48);
}

/** Mind the order of the randoms, which is not that of the master secret (RFC 5246 §6.3). */
export function keyBlock(
  name: PrfName,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
  length: number,
): Uint8Array {
  return prf(name, master, 'key expansion', Buffer.concat([serverRandom, clientRandom]), length);
}

/** verify_data of a Finished: 12 bytes (RFC 5246 §7.4.9). */
export function finishedData(name: PrfName, master: Uint8Array, side: 'client' | 'server', transcriptHash: Uint8Array): Uint8Array {
  return prf(name, master, `${side} finished`, transcriptHash, 12);
}

/** P_hash. */
function expand(hash: HashName | 'md5' | 'sha1', secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  let a = seed;
  for (let made = 0; made < length; ) {
    a = createHmac(hash, secret).update(a).digest();
    const block = createHmac(hash, secret).update(a).update(seed).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks, length);
}
