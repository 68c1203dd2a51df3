import assert from 'node:assert/strict';
import { Semaphore } from '../../src/probe/semaphore.ts';

/** Asks for a place, and notes when it is had. */
function ask(semaphore: Semaphore, log: string[], name: string, signal?: AbortSignal): Promise<void> {
  const turn = semaphore.enter(signal);
  if (turn === null) {
    log.push(name);
    return Promise.resolve();
  }
  return turn.then(
    () => void log.push(name),
    () => void log.push(`not ${name}`),
  );
}

const settled = () => new Promise<void>((done) => setImmediate(done));

describe('a number of places', () => {
  it('gives as many at once, and the next to who waits longest', async () => {
    const semaphore = new Semaphore(2);
    const log: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) void ask(semaphore, log, name);
    await settled();
    assert.deepEqual([log, semaphore.taken], [['a', 'b'], 2]);
    semaphore.leave();
    await settled();
    assert.deepEqual([log, semaphore.taken], [['a', 'b', 'c'], 2]);
    semaphore.leave();
    semaphore.leave();
    semaphore.leave();
    await settled();
    assert.deepEqual([log, semaphore.taken], [['a', 'b', 'c', 'd'], 0]);
  });

  it('shrinks to one, and gives none until the others have left', async () => {
    const semaphore = new Semaphore(3);
    const log: string[] = [];
    for (const name of ['a', 'b', 'c']) void ask(semaphore, log, name);
    semaphore.narrow();
    assert.equal(semaphore.width, 1);
    void ask(semaphore, log, 'd');
    semaphore.leave();
    semaphore.leave();
    await settled();
    assert.deepEqual(log, ['a', 'b', 'c']);
    semaphore.leave();
    await settled();
    assert.deepEqual([log, semaphore.taken], [['a', 'b', 'c', 'd'], 1]);
  });

  it('forgets who gave up, and nobody else', async () => {
    const semaphore = new Semaphore(1);
    const log: string[] = [];
    const first = new AbortController();
    const second = new AbortController();
    void ask(semaphore, log, 'a');
    void ask(semaphore, log, 'b', first.signal);
    void ask(semaphore, log, 'c', second.signal);
    void ask(semaphore, log, 'd');
    second.abort(new Error('enough'));
    await settled();
    assert.deepEqual(log, ['a', 'not c']);
    semaphore.leave();
    await settled();
    // Its wait is over: the signal says nothing to it any more.
    first.abort(new Error('too late'));
    semaphore.leave();
    await settled();
    assert.deepEqual(log, ['a', 'not c', 'b', 'd']);
  });

  it('lets nobody wait whose time is up already', async () => {
    const semaphore = new Semaphore(1);
    const log: string[] = [];
    void ask(semaphore, log, 'a');
    await ask(semaphore, log, 'b', AbortSignal.abort(new Error('up')));
    assert.deepEqual([log, semaphore.taken], [['a', 'not b'], 1]);
    semaphore.leave();
    assert.equal(semaphore.taken, 0);
  });
});
