import assert from 'node:assert/strict';
import { PerAddressLimit } from '../../src/probe/per-address-limit.ts';
import { Semaphore } from '../../src/probe/semaphore.ts';

describe('places at an address', () => {
  it('are handed on in the order of asking, and to nobody whose wait has ended', async () => {
    const places = new PerAddressLimit(1);
    const gone = new AbortController();
    const order: string[] = [];
    assert.equal(places.enter('192.0.2.1', undefined), null);
    assert.equal(places.enter('192.0.2.2', undefined), null, 'another address has places of its own');
    const waits = ['a', 'gone', 'b'].map((name) =>
      Promise.resolve(places.enter('192.0.2.1', name === 'gone' ? gone.signal : undefined)).then(
        () => order.push(name),
        () => order.push(`not ${name}`),
      ),
    );
    gone.abort();
    await waits[1];
    places.leave('192.0.2.1');
    await waits[0];
    places.leave('192.0.2.1');
    await waits[2];
    assert.deepEqual(order, ['not gone', 'a', 'b']);
    places.leave('192.0.2.1');
    assert.equal(places.enter('192.0.2.1', undefined), null);
  });

  it('are not waited for by who has been told to stop', async () => {
    const places = new PerAddressLimit(1);
    assert.equal(places.enter('192.0.2.1', undefined), null);
    await assert.rejects(places.enter('192.0.2.1', AbortSignal.abort(new Error('stopped'))) ?? Promise.resolve(), /stopped/);
  });
});

describe('lanes', () => {
  it('let in as many as they are wide, and one at a time once they are narrow', async () => {
    const lanes = new Semaphore(2);
    assert.deepEqual([lanes.enter(), lanes.enter()], [null, null]);
    let third = false;
    const waiting = Promise.resolve(lanes.enter()).then(() => {
      third = true;
    });
    lanes.narrow();
    lanes.leave();
    await new Promise((done) => setImmediate(done));
    assert.deepEqual({ third, taken: lanes.taken, width: lanes.width }, { third: false, taken: 1, width: 1 });
    lanes.leave();
    await waiting;
    assert.equal(lanes.taken, 1);
  });
});
