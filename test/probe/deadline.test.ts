import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deadline } from '../../src/probe/deadline.ts';

describe('the time for an address', () => {
  it('is up after so long, which whoever listens is told once', async () => {
    const cutoff = new Deadline(10, undefined);
    const reported: number[] = [];
    cutoff.addEventListener('abort', () => void reported.push(1));
    assert.equal(cutoff.aborted, false);
    await sleep(40);
    assert.deepEqual({ aborted: cutoff.aborted, told: reported }, { aborted: true, told: [1] });
    assert.match(String(cutoff.reason), /time for all questions/);
  });

  it('is up when the run is, with its reason', () => {
    const run = new AbortController();
    const cutoff = new Deadline(60_000, run.signal);
    const reported: string[] = [];
    const listener = () => void reported.push('who listens no more');
    cutoff.addEventListener('abort', listener);
    cutoff.addEventListener('abort', () => void reported.push('who listens'));
    cutoff.removeEventListener('abort', listener);
    const reason = new Error('interrupted');
    run.abort(reason);
    cutoff.end();
    assert.deepEqual({ aborted: cutoff.aborted, reason: cutoff.reason, told: reported }, { aborted: true, reason, told: ['who listens'] });
  });

  it('is up at once in a run that has ended', () => {
    const cutoff = new Deadline(60_000, AbortSignal.abort());
    cutoff.end();
    assert.equal(cutoff.aborted, true);
  });

  it('is up no more when all was asked', async () => {
    const run = new AbortController();
    const cutoff = new Deadline(5, run.signal);
    cutoff.end();
    await sleep(20);
    run.abort();
    assert.equal(cutoff.aborted, false);
  });
});
