import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Delivery, type DeliveryResult } from '../../src/delivery/delivery.ts';
import { receiverClient } from '../../src/delivery/receiver-client.ts';
import { Spool } from '../../src/delivery/spool.ts';
import type { Clock } from '../../src/model/clock.ts';
import { type FakeReceiver, type Reaction, startFakeReceiver } from '../support/fake-receiver.ts';

const mebibyte = 1024 * 1024;

/** Time passes only where somebody waits for it. */
function simulatedClock(): Clock & { readonly passed: () => number } {
  const start = Date.UTC(2026, 10, 30);
  let now = start;
  return {
    now: () => now,
    passed: () => now - start,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      // What is on its way arrives first.
      for (let turn = 0; turn < 20 && !signal.aborted; turn++) await setImmediate();
      if (!signal.aborted) now += ms;
    },
  };
}

const documents = (count: number, from = 0, size = 40): readonly string[] =>
  Array.from({ length: count }, (_, index) => {
    const create = { _index: 'logs-handclasp.endpoint-default', _id: `id-${from + index}` };
    return `${JSON.stringify({ create })}\n${JSON.stringify({ n: from + index, text: 'x'.repeat(size) })}\n`;
  });

describe('the delivery of documents', () => {
  let folder: string;
  let receiver: FakeReceiver | null = null;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'handclasp-spool-')), 'spool');
  });
  afterEach(async () => {
    await receiver?.close();
    receiver = null;
    rmSync(join(folder, '..'), { recursive: true });
  });

  const opened = async (
    port: number,
    {
      clock = simulatedClock(),
      most = 100 * mebibyte,
      signal = new AbortController().signal,
    }: { clock?: Clock; most?: number; signal?: AbortSignal } = {},
  ): Promise<Delivery> => {
    const given = {
      scheme: 'http',
      host: '127.0.0.1',
      port,
      path: '',
      anchors: [],
      trustPublicRoots: false,
      identity: null,
      credentials: null,
      timeoutMs: 2000,
    } as const;
    const spool = new Spool(folder, `http://127.0.0.1:${port}`, most);
    await spool.prepare();
    const delivery = new Delivery({ receiver: given, client: await receiverClient(given), spool, clock, signal });
    await delivery.open();
    return delivery;
  };
  const run = async (react: (request: number) => Reaction, given: readonly string[], clock = simulatedClock()): Promise<DeliveryResult> => {
    receiver = await startFakeReceiver(react);
    const delivery = await opened(receiver.port, { clock });
    await delivery.add(given);
    return await delivery.end();
  };
  const files = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));
  const untouched = { deliveredEarlier: 0, refused: 0, refusals: [], waiting: 0, lost: 0, damaged: 0, because: null };

  it('sends what it is given, in batches of at most a mebibyte', async () => {
    assert.deepEqual(await run(() => 'take', documents(3000, 0, 1000)), { ...untouched, delivered: 3000 });
    assert.equal(receiver?.documents.size, 3000);
    assert.deepEqual(receiver?.repeated, []);
    assert.ok(receiver !== null && receiver.requests.length >= 3 && receiver.requests.every(({ bytes }) => bytes <= mebibyte));
  });

  it('counts what was there already as delivered: sent twice, it is there once', async () => {
    await run(() => 'take', documents(50));
    const delivery = await opened(receiver?.port ?? 0);
    await delivery.add(documents(50));
    assert.deepEqual(await delivery.end(), { ...untouched, delivered: 50 });
    assert.equal(receiver?.documents.size, 50);
  });

  it('waits as long as the receiver asks, and sends again', async () => {
    const clock = simulatedClock();
    const result = await run((n) => (n < 2 ? { status: 429, headers: { 'retry-after': '7' } } : 'take'), documents(5), clock);
    assert.deepEqual(result, { ...untouched, delivered: 5 });
    assert.equal(receiver?.requests.length, 3);
    assert.ok(clock.passed() >= 14_000 && clock.passed() < 17_000, String(clock.passed()));
  });

  for (const status of [429, 500, 502, 503, 504]) {
    it(`sends again after ${status}, a little later each time`, async () => {
      const clock = simulatedClock();
      assert.deepEqual(await run((n) => (n < 4 ? { status } : 'take'), documents(5), clock), { ...untouched, delivered: 5 });
      // 0.5, 1, 2 and 4 seconds.
      assert.ok(clock.passed() >= 7_500 && clock.passed() < 10_000, String(clock.passed()));
    });
  }

  for (const cut of ['cut', 'store-and-cut'] as const) {
    it(`sends again after a connection that ended early (${cut}), and nothing is there twice`, async () => {
      assert.deepEqual(await run((n) => (n === 0 ? cut : 'take'), documents(20)), { ...untouched, delivered: 20 });
      assert.equal(receiver?.documents.size, 20);
      assert.equal(receiver?.repeated.length, cut === 'cut' ? 0 : 20);
    });
  }

  it('sends those again alone that the receiver had no room for', async () => {
    const busy = (_: unknown, index: number) => (index % 2 === 0 ? { status: 429, type: 'es_rejected_execution_exception' } : null);
    assert.deepEqual(await run((n) => (n === 0 ? busy : 'take'), documents(10)), { ...untouched, delivered: 10 });
    assert.deepEqual(receiver?.repeated, []);
    assert.equal(receiver?.documents.size, 10);
  });

  it('keeps those that the receiver refuses for good, and says why', async () => {
    const refusing = (body: Readonly<Record<string, unknown>>) =>
      body.n === 3 ? { status: 400, type: 'document_parsing_exception' } : null;
    const result = await run(() => refusing, documents(10));
    assert.deepEqual(result, {
      ...untouched,
      delivered: 9,
      refused: 1,
      refusals: [{ type: 'document_parsing_exception', reason: 'it does not fit', documents: 1 }],
    });
    assert.deepEqual(files('.ndjson'), []);
    const [file = ''] = files('.refused');
    assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
  });

  it('halves what is too large', async () => {
    const result = await run((n) => (n < 2 ? { status: 413 } : 'take'), documents(8));
    assert.deepEqual(result, { ...untouched, delivered: 8 });
    assert.equal(receiver?.documents.size, 8);
  });

  for (const [what, reaction, code] of [
    ['credentials that are missing', { status: 401 }, 'receiver-wants-credentials'],
    ['a privilege that is missing', { status: 403 }, 'receiver-privilege-lacking'],
    ['a redirect', { status: 302, headers: { location: '/' } }, 'redirect'],
    ['an answer of another kind', { status: 200, body: { tagline: 'hello' } }, 'other-shape'],
    ['a privilege that is missing for the index', () => ({ status: 403, type: 'security_exception' }), 'receiver-privilege-lacking'],
    ['a data stream that is missing', () => ({ status: 404, type: 'index_not_found_exception' }), 'receiver-stream-missing'],
  ] as const) {
    it(`asks once, and keeps all, for ${what}`, async () => {
      const result = await run(() => reaction as Reaction, documents(4));
      assert.deepEqual([result.delivered, result.waiting, result.lost, result.because?.code], [0, 4, 0, code]);
      assert.equal(receiver?.requests.length, 1);
    });
  }

  it('keeps what a receiver that is away does not take, and the next run sends it, once', async () => {
    receiver = await startFakeReceiver(() => 'take');
    const { port } = receiver;
    await receiver.close();
    const away = await opened(port);
    await away.add(documents(1500, 0, 1000));
    const kept = await away.end();
    assert.deepEqual([kept.delivered, kept.waiting, kept.lost, kept.because?.code], [0, 1500, 0, 'connect-refused']);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    for (const file of files('.ndjson')) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);

    receiver = await startFakeReceiver(() => 'take');
    const spool = new Spool(folder, `http://127.0.0.1:${port}`, mebibyte);
    const left = await spool.segments();
    assert.equal(left.length, 2);
    // The same receiver at another port of this machine.
    const back = new Delivery({
      receiver: { credentials: null, identity: null },
      client: await receiverClient({
        ...{ scheme: 'http', host: '127.0.0.1', port: receiver.port, path: '', anchors: [], trustPublicRoots: false },
        ...{ identity: null, credentials: null, timeoutMs: 2000 },
      }),
      spool,
      clock: simulatedClock(),
      signal: new AbortController().signal,
    });
    await back.open();
    await back.add(documents(10, 5000));
    assert.deepEqual(await back.end(), { ...untouched, delivered: 10, deliveredEarlier: 1500 });
    assert.equal(receiver.documents.size, 1510);
    assert.deepEqual(receiver.repeated, []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('delivers all of a run whose receiver is away for a minute, through the disk', async () => {
    const clock = simulatedClock();
    receiver = await startFakeReceiver(() => (clock.passed() < 60_000 ? { status: 503 } : 'take'));
    const delivery = await opened(receiver.port, { clock });
    let mostFiles = 0;
    for (let n = 0; n < 12_000; n += 500) {
      await delivery.add(documents(500, n, 1000));
      mostFiles = Math.max(mostFiles, files('.ndjson').length);
    }
    // The scan goes on meanwhile.
    while (clock.passed() < 60_000) await setImmediate();
    await delivery.add(documents(1, 12_000));
    const result = await delivery.end();
    assert.ok(mostFiles > 0, 'nothing went through the disk');
    assert.deepEqual(result, { ...untouched, delivered: 12_001 });
    assert.equal(receiver.documents.size, 12_001);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('lets whoever makes documents wait for a slow receiver', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    receiver = await startFakeReceiver(async (): Promise<Reaction> => {
      await held;
      return 'take';
    });
    const delivery = await opened(receiver.port);
    let isDone = false;
    const adding = delivery.add(documents(12_000, 0, 1000)).then(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 200; turn++) await setImmediate();
    assert.equal(isDone, false);
    release();
    await adding;
    assert.deepEqual(await delivery.end(), { ...untouched, delivered: 12_000 });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('counts what the disk has no room for', async () => {
    receiver = await startFakeReceiver(() => ({ status: 503 }));
    const delivery = await opened(receiver.port, { most: 2 * mebibyte });
    await delivery.add(documents(4000, 0, 1000));
    const { delivered, waiting, lost, because } = await delivery.end();
    assert.equal(delivered, 0);
    assert.equal(waiting + lost, 4000);
    assert.ok(waiting > 1000 && waiting < 2100 && lost > 0, `${waiting} ${lost}`);
    assert.equal(because?.code, 'other-status');
  });

  it('keeps all at once when it is interrupted', async () => {
    const clock = simulatedClock();
    const interruption = new AbortController();
    receiver = await startFakeReceiver(() => ({ status: 503 }));
    const delivery = await opened(receiver.port, { clock, signal: interruption.signal });
    await delivery.add(documents(7));
    interruption.abort('SIGINT');
    const { waiting } = await delivery.end();
    assert.equal(waiting, 7);
    assert.ok(clock.passed() <= 4_000, String(clock.passed()));
  });

  it('sets aside what is damaged on the disk, and sends the rest', async () => {
    receiver = await startFakeReceiver(() => 'take');
    const spool = new Spool(folder, `http://127.0.0.1:${receiver.port}`, mebibyte);
    await spool.prepare();
    const torn = (await spool.put(documents(3), 0)) ?? assert.fail();
    writeFileSync(torn, documents(3).join('').slice(0, -20));
    const strange = (await spool.put(documents(1), 1)) ?? assert.fail();
    writeFileSync(strange, '{"delete":{"_index":"logs-other","_id":"1"}}\n{}\n');
    await spool.put(documents(2, 10), 2);
    const delivery = await opened(receiver.port);
    assert.deepEqual(await delivery.end(), { ...untouched, delivered: 0, deliveredEarlier: 2, damaged: 2 });
    assert.equal(files('.damaged').length, 2);
  });

  it('leaves alone what waits for another receiver', async () => {
    const other = new Spool(folder, 'https://elsewhere:9200', mebibyte);
    await other.prepare();
    await other.put(documents(3), 0);
    assert.deepEqual(await run(() => 'take', documents(1)), { ...untouched, delivered: 1 });
    assert.equal((await other.state()).documents, 3);
  });

  it('says so before anything is done where nothing could be kept', async () => {
    if (process.getuid?.() === 0) {
      // Root may write anywhere but into what is no directory.
      writeFileSync(folder, '');
      await assert.rejects(new Spool(folder, 'http://es01:9200', mebibyte).prepare(), { code: 'EEXIST' });
      return;
    }
    chmodSync(join(folder, '..'), 0o500);
    await assert.rejects(new Spool(folder, 'http://es01:9200', mebibyte).prepare(), { code: 'EACCES' });
    chmodSync(join(folder, '..'), 0o700);
  });
});
