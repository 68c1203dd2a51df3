import assert from 'node:assert/strict';
import net from 'node:net';
import { createDialer, dialFailure } from '../../src/probe/dialer.ts';
import { listening } from '../support/listening.ts';

describe('the dialer', () => {
  let server: net.Server;
  let port: number;
  before(async () => {
    server = net.createServer((socket) => socket.on('error', () => {}).resume());
    port = await listening(server);
  });
  after(() => void server.close());

  it('opens four connections to an address at a time, whoever asks, and the next as soon as one is closed', async () => {
    const dialer = createDialer();
    const { signal } = new AbortController();
    const opened: net.Socket[] = [];
    const dials = Array.from({ length: 6 }, async () => {
      const dialled = await dialer.dial('127.0.0.1', port, 1000, signal);
      assert.equal(dialled.kind, 'open');
      if (dialled.kind === 'open') opened.push(dialled.socket);
    });
    await Promise.all(dials.slice(0, 4));
    await new Promise((done) => setTimeout(done, 30));
    assert.equal(opened.length, 4);
    opened[0]?.destroy();
    await dials[4];
    await new Promise((done) => setTimeout(done, 30));
    assert.equal(opened.length, 5);
    opened[1]?.destroy();
    await dials[5];
    assert.equal(opened.length, 6);
    for (const socket of opened) socket.destroy();
  });

  it('opens as many as it is told to', async () => {
    const dialer = createDialer(2);
    const { signal } = new AbortController();
    const open = await Promise.all(Array.from({ length: 2 }, () => dialer.dial('127.0.0.1', port, 1000, signal)));
    assert.equal((await dialer.dial('127.0.0.1', port, 1000, AbortSignal.timeout(20))).kind, 'not-attempted');
    for (const dialled of open) if (dialled.kind === 'open') dialled.socket.destroy();
  });

  it('gives a place back when no connection came about', async () => {
    const closed = net.createServer();
    const closedPort = await listening(closed);
    await new Promise<void>((done) => closed.close(() => done()));
    const dialer = createDialer();
    const { signal } = new AbortController();
    for (let i = 0; i < 9; i++) assert.equal((await dialer.dial('127.0.0.1', closedPort, 1000, signal)).kind, 'refused');
  });

  it('does not wait beyond its signal', async () => {
    const dialer = createDialer();
    const { signal } = new AbortController();
    const open = await Promise.all(Array.from({ length: 4 }, () => dialer.dial('127.0.0.1', port, 1000, signal)));
    const late = await dialer.dial('127.0.0.1', port, 1000, AbortSignal.timeout(20));
    assert.deepEqual(late, { kind: 'not-attempted', limit: 'max-per-host' });
    for (const dialled of open) if (dialled.kind === 'open') dialled.socket.destroy();
  });

  it('tells a port that refuses from one that takes the connection and resets it at once', () => {
    const failure = (code: string) => dialFailure(Object.assign(new Error(code), { code }), 5, '127.0.0.1');
    assert.deepEqual(failure('ECONNREFUSED'), { kind: 'refused' });
    assert.deepEqual(failure('ECONNRESET'), { kind: 'unreachable', detail: 'the connection was reset as soon as it came about' });
    assert.deepEqual(failure('ETIMEDOUT'), { kind: 'timeout', afterMs: 5 });
  });
});
