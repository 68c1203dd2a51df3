import assert from 'node:assert/strict';
import { randomOctets } from '../../../src/tls/crypto/random-octets.ts';

describe('random octets', () => {
  it('are as many as were asked for, and never the same twice', () => {
    const lengths = [1, 32, 48, 511, 512, 513, 5000];
    for (const length of lengths) assert.equal(randomOctets(length).length, length);
    const seen = new Set(Array.from({ length: 2000 }, () => Buffer.from(randomOctets(32)).toString('hex')));
    assert.equal(seen.size, 2000);
  });

  it('stay what they are while others are taken', () => {
    const mine = randomOctets(32);
    const before = Buffer.from(mine).toString('hex');
    for (let index = 0; index < 500; index++) randomOctets(32);
    assert.equal(Buffer.from(mine).toString('hex'), before);
  });

  it('are spread over all values', () => {
    const counts = new Array<number>(256).fill(0);
    for (let index = 0; index < 2000; index++) for (const octet of randomOctets(32)) counts[octet] = (counts[octet] ?? 0) + 1;
    // 250 of each are expected; a value further off than this comes in one run of a million million.
    assert.ok(
      counts.every((count) => count > 130 && count < 370),
      counts.join(' '),
    );
  });
});
