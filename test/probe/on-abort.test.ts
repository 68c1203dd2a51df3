import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { onAbort } from '../../src/probe/on-abort.ts';

describe('waiting for a signal', () => {
  it('is one listener, however many wait, and calls back who still does', () => {
    const controller = new AbortController();
    const called: number[] = [];
    const forget = Array.from({ length: 100 }, (_, index) => onAbort(controller.signal, () => void called.push(index)));
    assert.equal(getEventListeners(controller.signal, 'abort').length, 1);
    for (const each of forget.slice(2)) each();
    controller.abort();
    assert.deepEqual(called, [0, 1]);
  });
});
