import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type DelayProxy, startDelayProxy } from './delay-proxy.ts';
import { type ScriptServer, type ScriptStep, startScriptServer } from './script-server.ts';

describe('the delay proxy of the tests', () => {
  let server: ScriptServer;
  let proxy: DelayProxy;
  const behind = async (script: readonly ScriptStep[], oneWayMs: number): Promise<void> => {
    server = await startScriptServer(script);
    proxy = await startDelayProxy({ port: server.port, oneWayMs });
  };
  afterEach(async () => {
    await proxy.close();
    await server.close();
  });

  it('answers after two delays, with the bytes as they were, and counts them', async () => {
    await behind([{ kind: 'receive' }, { kind: 'send', bytes: 'pong!' }], 20);
    const client = connect(proxy.port, '127.0.0.1');
    await once(client, 'connect');
    const sentAt = performance.now();
    client.write('ping');
    const [answer] = await once(client, 'data');
    const tookMs = performance.now() - sentAt;
    assert.equal(String(answer), 'pong!');
    assert.ok(tookMs >= 39, `took ${tookMs} ms`);
    assert.equal(String(server.received()[0]), 'ping');
    assert.deepEqual(proxy.counts(), { connections: 1, bytesToServer: 4, bytesToClient: 5, roundTrips: 1 });
    client.destroy();
  });

  it('passes on a FIN, after the bytes before it', async () => {
    await behind([{ kind: 'send', bytes: 'bye' }, { kind: 'end' }], 5);
    const client = connect(proxy.port, '127.0.0.1');
    let heard = '';
    client.on('data', (bytes) => {
      heard += String(bytes);
    });
    await once(client, 'end');
    assert.equal(heard, 'bye');
    client.destroy();
  });

  it('passes on a reset', async () => {
    await behind([{ kind: 'receive' }, { kind: 'reset' }], 5);
    const client = connect(proxy.port, '127.0.0.1');
    client.write('x');
    const [error] = await once(client, 'error');
    assert.equal(error.code, 'ECONNRESET');
  });
});

describe('the script server of the tests', () => {
  it('plays a script of its own to each connection', async () => {
    const server = await startScriptServer((nth) => [{ kind: 'dribble', bytes: Buffer.from(`connection ${nth}`) }, { kind: 'end' }]);
    for (const nth of [0, 1]) {
      let heard = '';
      const client = connect(server.port, '127.0.0.1');
      client.on('data', (bytes) => {
        heard += String(bytes);
      });
      await once(client, 'close');
      assert.equal(heard, `connection ${nth}`);
    }
    await server.close();
  });

  it('stays silent when its script is over', async () => {
    const server = await startScriptServer([]);
    const client = connect(server.port, '127.0.0.1');
    client.write('anybody there?');
    const heard = once(client, 'data').then(() => 'data');
    const silence = new Promise((done) => setTimeout(() => done('silence'), 50));
    assert.equal(await Promise.race([heard.catch(() => 'closed'), silence]), 'silence');
    assert.equal(client.destroyed, false);
    client.destroy();
    await server.close();
  });
});
