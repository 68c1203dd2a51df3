import assert from 'node:assert/strict';
import { createFairQueue } from '../../src/fleet/fair-queue.ts';

describe('a fair queue', () => {
  it('takes turns between groups', () => {
    const queue = createFairQueue<number>(10);
    for (const item of [1, 2, 3]) queue.put('a', item);
    for (const item of [11, 12]) queue.put('b', item);
    const taken = Array.from({ length: 5 }, () => queue.take()?.item);
    assert.deepEqual(taken, [1, 11, 2, 12, 3]);
    assert.equal(queue.take(), undefined);
    assert.equal(queue.size, 0);
  });

  it('has no more of one group in work than it may', () => {
    const queue = createFairQueue<number>(2);
    for (const item of [1, 2, 3]) queue.put('a', item);
    assert.equal(queue.take()?.item, 1);
    assert.equal(queue.take()?.item, 2);
    assert.equal(queue.take(), undefined);
    queue.done('a');
    assert.equal(queue.take()?.item, 3);
  });

  it('keeps the order of a long line', () => {
    const queue = createFairQueue<number>(Number.POSITIVE_INFINITY);
    for (let item = 0; item < 5000; item++) queue.put('a', item);
    for (let item = 0; item < 5000; item++) assert.equal(queue.take()?.item, item);
  });
});
