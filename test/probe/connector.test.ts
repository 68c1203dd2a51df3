import assert from 'node:assert/strict';
import net from 'node:net';
import { connectFailure, createConnector } from '../../src/probe/connector.ts';
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
    const connector = createConnector();
    const { signal } = new AbortController();
    const opened: net.Socket[] = [];
    const connects = Array.from({ length: 6 }, async () => {
      const connected = await connector.connect('127.0.0.1', port, 1000, signal);
      assert.equal(connected.kind, 'open');
      if (connected.kind === 'open') opened.push(connected.socket);
    });
    await Promise.all(connects.slice(0, 4));
    await new Promise((done) => setTimeout(done, 30));
    assert.equal(opened.length, 4);
    opened[0]?.destroy();
    await connects[4];
    await new Promise((done) => setTimeout(done, 30));
    assert.equal(opened.length, 5);
    opened[1]?.destroy();
    await connects[5];
    assert.equal(opened.length, 6);
    for (const socket of opened) socket.destroy();
  });

  it('opens as many as it is told to', async () => {
    const connector = createConnector(2);
    const { signal } = new AbortController();
    const open = await Promise.all(Array.from({ length: 2 }, () => connector.connect('127.0.0.1', port, 1000, signal)));
    assert.equal((await connector.connect('127.0.0.1', port, 1000, AbortSignal.timeout(20))).kind, 'not-attempted');
    for (const connected of open) if (connected.kind === 'open') connected.socket.destroy();
  });

  it('gives a place back when no connection was made', async () => {
    const closed = net.createServer();
    const closedPort = await listening(closed);
    await new Promise<void>((done) => closed.close(() => done()));
    const connector = createConnector();
    const { signal } = new AbortController();
    for (let i = 0; i < 9; i++) assert.equal((await connector.connect('127.0.0.1', closedPort, 1000, signal)).kind, 'refused');
  });

  it('does not wait beyond its signal', async () => {
    const connector = createConnector();
    const { signal } = new AbortController();
    const open = await Promise.all(Array.from({ length: 4 }, () => connector.connect('127.0.0.1', port, 1000, signal)));
    const late = await connector.connect('127.0.0.1', port, 1000, AbortSignal.timeout(20));
    assert.deepEqual(late, { kind: 'not-attempted', limit: 'max-per-host' });
    for (const connected of open) if (connected.kind === 'open') connected.socket.destroy();
  });

  it('tells a port that refuses from one that takes the connection and resets it at once', () => {
    const failure = (code: string) => connectFailure(Object.assign(new Error(code), { code }), 5, '127.0.0.1');
    assert.deepEqual(failure('ECONNREFUSED'), { kind: 'refused' });
    assert.deepEqual(failure('ECONNRESET'), { kind: 'unreachable', detail: 'the connection was reset as soon as it came about' });
    assert.deepEqual(failure('ETIMEDOUT'), { kind: 'timeout', afterMs: 5 });
  });
});
