import assert from 'node:assert/strict';
import { createPace, unpaced } from '../../src/fleet/pace.ts';

describe('a pace', () => {
  it('lets a few pass at once and the rest evenly', async () => {
    const pace = createPace(100);
    const startedAt = performance.now();
    for (let i = 0; i < 20; i++) await pace.turn();
    // Ten of the burst, ten more at one in 10 ms.
    assert.ok(performance.now() - startedAt >= 90, `${performance.now() - startedAt} ms`);
  });

  it('keeps the order of asking', async () => {
    const pace = createPace(200);
    const order: number[] = [];
    await Promise.all(Array.from({ length: 30 }, (_, index) => pace.turn().then(() => order.push(index))));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it('lets go of who gives up, and goes on with the next', async () => {
    const pace = createPace(5);
    await pace.turn();
    const controller = new AbortController();
    const given = pace.turn(controller.signal);
    const next = pace.turn();
    controller.abort(new Error('enough'));
    await assert.rejects(given, /enough/);
    await next;
  });

  it('is none where there is no limit', async () => {
    for (let i = 0; i < 1000; i++) await unpaced.turn();
  });
});
