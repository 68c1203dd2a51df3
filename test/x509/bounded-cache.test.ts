import assert from 'node:assert/strict';
import { BoundedCache } from '../../src/x509/bounded-cache.ts';

describe('A bounded cache', () => {
  it('forgets what was longest unused', () => {
    const cache: BoundedCache<number> = new BoundedCache(2);
    cache.keep('a', 1);
    cache.keep('b', 2);
    cache.find('a');
    cache.keep('c', 3);
    assert.deepEqual([cache.find('a'), cache.find('b'), cache.find('c'), cache.size], [1, undefined, 3, 2]);
  });

  it('counts weights, also where a value is replaced, and does not keep what is too heavy', () => {
    const cache: BoundedCache<number> = new BoundedCache(10, (value) => value);
    cache.keep('a', 9);
    cache.keep('a', 4);
    cache.keep('b', 6);
    assert.equal(cache.size, 2);
    cache.keep('c', 11);
    assert.deepEqual([cache.find('c'), cache.size], [undefined, 2]);
  });
});
