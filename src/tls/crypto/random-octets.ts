import { randomBytes, randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafeSlow(4096);
let used = pool.length;

/** Random bytes, as `randomBytes` gives them, which takes some ten times as long for the few that a hello needs. None is given out twice. */
export function randomOctets(length: number): Uint8Array {
  if (length > pool.length / 8) return randomBytes(length);
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const octets = new Uint8Array(pool.subarray(used, used + length));
  pool.fill(0, used, used + length);
  used += length;
  return octets;
}
