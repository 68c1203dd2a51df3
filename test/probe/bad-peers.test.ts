import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { createConnector } from '../../src/probe/connector.ts';
import { probeTarget } from '../../src/probe/probe-target.ts';
import { listening } from '../support/listening.ts';
import { probeOptions, probePort, targetAt } from '../support/probe.ts';
import { startScriptServer } from '../support/script-server.ts';

const ca = makeCa();
const identity = issue(ca);

describe('a probe of what is not there', () => {
  it('says that a name does not resolve', async () => {
    const [observation] = await probeTarget({ label: 'x', host: 'no-such-host.invalid', port: 9300, scheme: null }, probeOptions());
    assert.equal(observation?.reachability.kind, 'unresolved');
    assert.equal(observation?.address, null);
  });

  it('says that a port is closed', async () => {
    const server = net.createServer();
    const port = await listening(server);
    await new Promise<void>((done) => server.close(() => done()));
    const observation = await probePort(port);
    assert.deepEqual(observation.reachability, { kind: 'refused' });
    assert.equal(observation.cost.connections, 0);
  });

  it('asks every address of a name', async () => {
    const observations = await probeTarget(targetAt(1, null, 'localhost'), probeOptions());
    assert.ok(observations.length >= 1);
    for (const { address } of observations) assert.ok(address !== null && net.isIP(address) > 0);
  });

  it('rejects with the reason of whoever interrupts it', async () => {
    const silent = await startScriptServer([]);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await assert.rejects(probePort(silent.port, 'transport', { signal: controller.signal }), /enough/);
    await silent.close();
  });
});

describe('a probe of what speaks something else', () => {
  it('keeps the banner of a server that speaks first', async () => {
    const server = await startScriptServer([{ kind: 'send', bytes: 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n' }]);
    const { service } = await probePort(server.port);
    assert.equal(service.security, 'other');
    assert.match(Buffer.from(service.banner ?? []).toString(), /^SSH-2\.0-OpenSSH/);
    await server.close();
  });

  it('says that a port is silent, within the deadline', async () => {
    const server = await startScriptServer([]);
    const startedAt = performance.now();
    const { service } = await probePort(server.port, 'transport', { idleTimeoutMs: 300 });
    assert.equal(service.security, 'silent');
    assert.ok(performance.now() - startedAt < 3000);
    await server.close();
  });

  it('says that a port closes without a word', async () => {
    const server = await startScriptServer([{ kind: 'receive' }, { kind: 'end' }]);
    const { service } = await probePort(server.port);
    assert.equal(service.security, 'closed');
    await server.close();
  });

  it('says that a port resets without a word', async () => {
    const server = await startScriptServer([{ kind: 'receive' }, { kind: 'reset' }]);
    const { service, conversations } = await probePort(server.port);
    assert.equal(service.security, 'closed');
    assert.deepEqual(conversations[0]?.ending, { kind: 'closed', how: 'reset', phase: 'before-server-hello' });
    await server.close();
  });

  it('knows plain HTTP that is nobody of ours', async () => {
    const server = http.createServer((_, response) => response.end('hello'));
    const port = await listening(server);
    const { service } = await probePort(port, null);
    assert.equal(service.security, 'plaintext');
    assert.equal(service.product, null);
    await new Promise<void>((done) => server.close(() => done()));
  });

  it('stops reading from a server that never ends, and from one that drips', async () => {
    const flood = Buffer.alloc(64 * 1024, 'x');
    const endless = net.createServer((socket) => {
      socket.on('error', () => {});
      const pour = () => {
        while (!socket.destroyed && socket.write(flood));
      };
      socket.on('drain', pour);
      pour();
    });
    const port = await listening(endless);
    const observation = await probePort(port, null);
    assert.equal(observation.service.security, 'other');
    assert.ok(observation.cost.bytesReceived < 4 * 1024 * 1024);
    endless.close();

    const dripping = await startScriptServer([{ kind: 'dribble', bytes: new Uint8Array(10_000).fill(22), everyMs: 20 }]);
    const startedAt = performance.now();
    await probePort(dripping.port, null, { deadlineMs: 500 });
    assert.ok(performance.now() - startedAt < 3000);
    await dripping.close();
  });
});

describe('a probe of a TLS server that is cut off', () => {
  /** Relays to a real server that insists on a certificate, and ends the connection after so many of the server's bytes. */
  async function cutting(
    version: 'TLSv1.2' | 'TLSv1.3',
  ): Promise<{ readonly relay: (cutAfter: number) => net.Server; readonly close: () => void }> {
    const server = tls.createServer({
      key: identity.privateKeyPem,
      cert: identity.chainPem,
      ca: [ca.certificatePem],
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
    });
    server.on('tlsClientError', () => {});
    const port = await listening(server);
    const relay = (cutAfter: number) =>
      net.createServer((client) => {
        const upstream = net.connect(port, '127.0.0.1');
        let passed = 0;
        client.on('error', () => {}).on('data', (bytes) => upstream.write(bytes));
        client.on('close', () => upstream.destroy());
        upstream.on('error', () => {}).on('close', () => client.end());
        upstream.on('data', (bytes) => {
          const rest = bytes.subarray(0, cutAfter - passed);
          passed += rest.length;
          client.write(rest);
          if (passed >= cutAfter) client.end();
        });
      });
    return { relay, close: () => server.close() };
  }

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    it(`has a word for every byte at which ${version} can end`, async function () {
      this.timeout(60_000);
      const flight = await cutting(version);
      const connector = createConnector();
      const whole = flight.relay(Number.POSITIVE_INFINITY);
      const { cost } = await probePort(await listening(whole), 'transport', { connector });
      whole.close();
      const cuts = Array.from({ length: cost.bytesReceived }, (_, index) => index);
      let required = 0;
      for (let from = 0; from < cuts.length; from += 50) {
        await Promise.all(
          cuts.slice(from, from + 50).map(async (cutAfter) => {
            const relay = flight.relay(cutAfter);
            const observation = await probePort(await listening(relay), 'transport', { connector, idleTimeoutMs: 1000 });
            relay.close();
            const { service, conversations, clientAuth } = observation;
            assert.equal(service.security, cutAfter === 0 ? 'closed' : 'tls', `cut after ${cutAfter}`);
            const [first] = conversations;
            assert.ok(first);
            const verdict = clientAuth[version];
            // A verdict needs the whole flight; before that it is unknown and says so.
            if (verdict?.kind === 'required') required += 1;
            else if (verdict) assert.equal(verdict.kind, 'unknown', `cut after ${cutAfter}: ${JSON.stringify(verdict)}`);
            if (first.ending.kind === 'closed')
              assert.ok(['before-server-hello', 'server-flight', 'client-flight', 'after-finished'].includes(first.ending.phase));
          }),
        );
      }
      flight.close();
      assert.ok(required > 0, 'the cuts never reached the verdict');
    });
  }

  it('sees through a server that sends one byte at a time', async () => {
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem });
    server.on('connection', (socket: net.Socket) => socket.setNoDelay(true));
    server.on('secureConnection', (socket) => socket.on('error', () => {}).on('data', (bytes) => socket.write(bytes)));
    const port = await listening(server);
    const relay = net.createServer(async (client) => {
      const upstream = net.connect(port, '127.0.0.1');
      client.on('error', () => {}).on('data', (bytes) => upstream.write(bytes));
      client.on('close', () => upstream.destroy());
      upstream.on('error', () => {});
      upstream.on('data', (bytes) => {
        for (const byte of bytes) client.write(Uint8Array.of(byte));
      });
      await once(client, 'close');
    });
    const observation = await probePort(await listening(relay), 'transport');
    assert.equal(observation.clientAuth['TLSv1.3']?.kind, 'none');
    assert.equal(observation.clientAuth['TLSv1.2']?.kind, 'none');
    relay.close();
    server.close();
  });
});
