import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertReceiver } from '../../src/alerts/alert-receiver.ts';
import { AlertSender } from '../../src/alerts/alert-sender.ts';
import type { SentAlerts } from '../../src/alerts/send-waiting.ts';
import type { History } from '../../src/history/history.ts';
import { openHistory } from '../../src/history/open-history.ts';
import type { Clock } from '../../src/model/clock.ts';

const second = 1000;

/** Time that goes on where somebody sleeps. */
function testClock(at: (ms: number) => void = () => {}): Clock & { ms: number } {
  const clock = {
    ms: 0,
    now: () => clock.ms,
    random: () => 0.5,
    sleep: async (ms: number, signal: AbortSignal) => {
      if (signal.aborted) return;
      clock.ms += ms;
      at(clock.ms);
    },
  };
  return clock;
}

/** A receiver that is away until a time, and remembers what it has taken. @param from what it does then with a message that it has: answers, or hangs up */
function receiver(name: string, isAway: () => boolean, refuses: (id: string) => boolean = () => false) {
  const taken: string[] = [];
  let asked = 0;
  const own: AlertReceiver = {
    name,
    send: async ({ id }) => {
      asked += 1;
      if (isAway()) return { kind: 'fault', because: { code: 'alert-status', status: 503 }, passes: true, retryAfter: null };
      if (refuses(id)) return { kind: 'fault', because: { code: 'alert-status', status: 400 }, passes: false, retryAfter: null };
      taken.push(id);
      return { kind: 'taken' };
    },
  };
  return { own, taken, asked: () => asked };
}

describe('what sends alerts', () => {
  let folder: string;
  let history: History;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    history = await openHistory(join(folder, 'tls.db'));
  });
  afterEach(() => {
    history.close();
    rmSync(folder, { recursive: true });
  });

  const put = (id: string, ...names: readonly string[]) =>
    history.outbox.commit('{}', JSON.stringify({ id, at: '2026-12-01T00:00:00Z', alerts: [] }), names, new Date(0));
  const sender = (receivers: readonly AlertReceiver[], clock: Clock, signal: AbortSignal, sent: SentAlerts[] = []) =>
    new AlertSender({
      receivers: () => receivers,
      withOutbox: async (work) => await work(history.outbox),
      clock,
      signal,
      onSent: (each) => sent.push(...each),
      onFault: (error) => assert.fail(String(error)),
    });

  it('loses nothing and sends nothing twice where a receiver is away for a minute, and does not keep the others waiting', async () => {
    const clock = testClock();
    const away = receiver('away', () => clock.ms < 60 * second);
    const here = receiver('here', () => false);
    for (const id of ['a', 'b', 'c']) put(id, 'away', 'here');
    assert.equal(await sender([away.own, here.own], clock, new AbortController().signal).finish(120 * second), true);
    assert.deepEqual(away.taken, ['a', 'b', 'c']);
    assert.deepEqual(here.taken, ['a', 'b', 'c']);
    assert.equal(here.asked(), 3);
    assert.deepEqual(history.outbox.waiting(), []);
    // It is asked less and less often, and by one message alone.
    assert.ok(away.asked() < 12, `${away.asked()} attempts`);
  });

  it('keeps what is not taken for the next start', async () => {
    const clock = testClock();
    const away = receiver('away', () => clock.ms < 60 * second);
    put('a', 'away');
    assert.equal(await sender([away.own], clock, new AbortController().signal).finish(30 * second), false);
    assert.equal(history.outbox.waiting().length, 1);
    history.close();
    history = await openHistory(join(folder, 'tls.db'));
    clock.ms = 61 * second;
    assert.equal(await sender([away.own], clock, new AbortController().signal).finish(30 * second), true);
    assert.deepEqual(away.taken, ['a']);
  });

  it('goes on behind a message that a receiver does not take as it is, and keeps that one', async () => {
    const picky = receiver(
      'picky',
      () => false,
      (id) => id === 'a',
    );
    put('a', 'picky');
    put('b', 'picky');
    await sender([picky.own], testClock(), new AbortController().signal).finish(second);
    assert.deepEqual(picky.taken, ['b']);
    assert.equal(history.outbox.waiting().length, 1);
  });

  it('sends what comes while it waits at once, and ends when it is told to', async () => {
    const ended = new AbortController();
    const here = receiver('here', () => false);
    const sent: SentAlerts[] = [];
    const one = sender([here.own], testClock(), ended.signal, sent);
    const running = one.run();
    await new Promise((resolve) => setImmediate(resolve));
    put('a', 'here');
    one.kick();
    while (here.taken.length === 0) await new Promise((resolve) => setImmediate(resolve));
    ended.abort();
    await running;
    assert.deepEqual(here.taken, ['a']);
  });
});
