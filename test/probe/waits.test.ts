import assert from 'node:assert/strict';
import net from 'node:net';
import tls from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';
import type { Observation } from '../../src/model/observation.ts';
import { askHello } from '../../src/probe/ask-hello.ts';
import { Deadline } from '../../src/probe/deadline.ts';
import type { ProbeOptions } from '../../src/probe/probe-options.ts';
import { Progress } from '../../src/tls/progress.ts';
import { Alert } from '../../src/tls/wire/alerts.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { startDelayProxy } from '../support/delay-proxy.ts';
import { listening } from '../support/listening.ts';
import { type LiedTo, type Plays, startLyingServer } from '../support/lying-server.ts';
import { probePort } from '../support/probe.ts';
import type { ScriptedServer12, ScriptedServer13 } from '../support/scripted-tls-server.ts';

const nothing = new Uint8Array();
const idleTimeoutMs = 600;
/** Dribbled far more often than a wait is long. */
const everyMs = 60;
const secured = [{ type: 0xff01, data: Uint8Array.of(0) }];

const flight13 = (server: ScriptedServer13) => [
  server.begin(),
  server.encryptedExtensions(),
  server.certificate(),
  server.certificateVerify(),
];

async function opened13(server: ScriptedServer13, peer: LiedTo): Promise<void> {
  peer.send(...flight13(server), server.finished());
  await peer.hear();
  server.settle();
}

async function opened12(server: ScriptedServer12, peer: LiedTo): Promise<void> {
  peer.send(server.begin(secured), server.certificate(), server.serverKeyExchange(), server.serverHelloDone());
  await peer.hear();
  peer.send(server.changeCipherSpec(), server.finished());
  await peer.hear();
}

const answered12 = async (server: ScriptedServer12, peer: LiedTo) => {
  await opened12(server, peer);
  peer.send(server.data(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')), server.alert(1, Alert.close_notify));
  peer.end();
};

/** Sends what `make` gives until the client has had enough. */
async function dribble(peer: LiedTo, make: (nth: number) => Uint8Array): Promise<void> {
  for (let nth = 0; !peer.gone(); nth++) {
    peer.send(make(nth));
    await peer.wait(everyMs);
  }
}

async function asked(
  plays: Plays,
  scheme: 'http' | 'transport',
  given: Partial<ProbeOptions> = {},
): Promise<Observation & { played: readonly string[] }> {
  const server = await startLyingServer(plays);
  const observation = await probePort(server.port, scheme, { idleTimeoutMs, deadlineMs: 20_000, ...given });
  await server.close();
  return { ...observation, played: server.played() };
}

describe('a wait', () => {
  it('is begun anew by whole messages, and by a kilobyte of one that is under way, and by nothing else', () => {
    const progress = new Progress();
    assert.equal(progress.made(0, 1023), false);
    assert.equal(progress.made(0, 1024), true);
    assert.equal(progress.made(0, 2000), false);
    assert.equal(progress.made(1, 0), true);
    assert.equal(progress.made(1, 900), false);
    assert.equal(progress.made(1, 1024), true);
    assert.equal(progress.made(1, 0), false);
  });
});

describe('a probe of a server that dribbles', function () {
  this.timeout(30_000);

  const dribbles: Readonly<Record<string, { readonly scheme: 'http' | 'transport'; readonly play: NonNullable<Plays['TLSv1.3']> }>> = {
    tickets: {
      scheme: 'http',
      play: async (server, peer) => {
        await opened13(server, peer);
        await dribble(peer, () => server.ticket());
      },
    },
    'empty records': {
      scheme: 'http',
      play: async (server, peer) => {
        await opened13(server, peer);
        await dribble(peer, (nth) => (nth % 9 === 8 ? server.ticket() : server.data(nothing)));
      },
    },
    'key updates': {
      scheme: 'http',
      play: async (server, peer) => {
        await opened13(server, peer);
        await dribble(peer, () => server.keyUpdate(0));
      },
    },
    'the bytes of an HTTP head': {
      scheme: 'http',
      play: async (server, peer) => {
        await opened13(server, peer);
        const head = Buffer.from(`HTTP/1.1 200 OK\r\n${'x-filler: of no use\r\n'.repeat(1000)}`);
        await dribble(peer, (nth) => server.data(head.subarray(nth, nth + 1)));
      },
    },
    'transport pings': {
      scheme: 'transport',
      play: async (server, peer) => {
        await opened13(server, peer);
        await dribble(peer, () => server.data(Buffer.from('4553ffffffff', 'hex')));
      },
    },
    'the bytes of a transport frame': {
      scheme: 'transport',
      play: async (server, peer) => {
        await opened13(server, peer);
        const frame = Buffer.concat([Buffer.from('455300010000', 'hex'), Buffer.alloc(60_000)]);
        await dribble(peer, (nth) => server.data(frame.subarray(nth, nth + 1)));
      },
    },
    'the bytes of its flight': {
      scheme: 'http',
      play: async (server, peer) => {
        const flight = Buffer.concat([...flight13(server), server.finished()]);
        await dribble(peer, (nth) => flight.subarray(nth, nth + 1));
      },
    },
    'ChangeCipherSpec in place of its flight': {
      scheme: 'http',
      play: async (server, peer) => {
        peer.send(server.begin());
        for (let nth = 0; nth < 30 && !peer.gone(); nth++) {
          peer.send(server.changeCipherSpec());
          await peer.wait(everyMs);
        }
      },
    },
  };

  for (const [what, { scheme, play }] of Object.entries(dribbles)) {
    it(`asks the other questions all the same: ${what}`, async () => {
      const { versions, unanswered, cost, played, conversations } = await asked({ 'TLSv1.3': play, 'TLSv1.2': answered12 }, scheme);
      assert.ok(played.includes('TLSv1.2'), played.join(' '));
      assert.equal(versions['TLSv1.2'], 'accepted');
      assert.deepEqual(
        unanswered.filter(({ because }) => because.kind === 'deadline'),
        [],
      );
      assert.ok(cost.durationMs < 10_000, `${cost.durationMs} ms of 20 s`);
      assert.equal(
        conversations.some(({ ending }) => ending.kind === 'timeout' && ending.by === 'deadline'),
        false,
      );
    });
  }

  it('says that an answer above TLS had begun, and was not whole', async () => {
    const { play } = dribbles['the bytes of an HTTP head'] ?? assert.fail();
    const { unanswered } = await asked({ 'TLSv1.3': play }, 'http');
    assert.deepEqual(
      unanswered.map(({ topic, because }) => [topic, because.kind]),
      [['application', 'silence']],
    );
  });

  it('gives up HelloRequests in place of a flight of TLS 1.2', async () => {
    const plays: Plays = {
      'TLSv1.2': async (server, peer) => {
        peer.send(server.begin(secured));
        await dribble(peer, () => server.clear(22, Uint8Array.of(HandshakeType.hello_request, 0, 0, 0)));
      },
    };
    const { conversations } = await asked(plays, 'http');
    assert.equal(conversations[0]?.ending.kind, 'timeout');
    assert.ok(
      conversations[0]?.ending.kind === 'timeout' && conversations[0].ending.afterMs < 4 * idleTimeoutMs,
      'in the time of one wait',
    );
  });

  it('gives up a hello that is answered byte by byte', async () => {
    const hello = Buffer.from(`160303005a020000560303${'ab'.repeat(32)}00c02f00002e${'00'.repeat(46)}`, 'hex');
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      let at = 0;
      const timer = setInterval(() => (at < hello.length ? socket.write(hello.subarray(at, ++at)) : undefined), everyMs);
      socket.on('close', () => clearInterval(timer));
    });
    const socket = net.connect(await listening(server), '127.0.0.1');
    const signal = new Deadline(20_000, undefined);
    const offer = { legacyVersion: 0x0303, random: new Uint8Array(32), cipherSuites: [0xc02f] };
    const answer = await askHello(socket, { offer, until: 'server-hello', idleTimeoutMs, signal });
    signal.end();
    server.close();
    assert.ok(answer.kind === 'timeout' && answer.by === 'silence' && answer.afterMs < 4 * idleTimeoutMs, JSON.stringify(answer));
  });
});

describe('a probe of a server that is slow, and no more than that', function () {
  this.timeout(60_000);
  const ca = makeCa();
  const identity = issue(ca, { key: 'RSA-2048' });
  const started = async (options: tls.TlsOptions = {}) => {
    const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem, ...options }, (socket) => {
      socket.on('error', () => {}).on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    server.on('tlsClientError', () => {});
    return { port: await listening(server), close: () => server.close() };
  };

  it('hears out each flight that takes four fifths of the wait', async () => {
    const server = await started();
    const proxy = await startDelayProxy({ port: server.port, oneWayMs: 400 });
    const observation = await probePort(proxy.port, 'http', { idleTimeoutMs: 1000, deadlineMs: 20_000 });
    assert.deepEqual(observation.unanswered, []);
    assert.deepEqual(observation.clientAuth['TLSv1.3']?.kind, 'none');
    assert.deepEqual(observation.clientAuth['TLSv1.2']?.kind, 'none');
    assert.equal(observation.service.application?.kind, 'http');
    await proxy.close();
    server.close();
  });

  it('hears out a chain that trickles in, packet by packet', async () => {
    // A flight of some 20 kB: many times what comes within one wait.
    const server = await started({
      cert:
        identity.chainPem +
        Array.from({ length: 16 }, () => ca.certificatePem).join('') +
        makeCa({ key: 'RSA-4096' }).certificatePem.repeat(8),
    });
    const relay = net.createServer((client) => {
      const upstream = net.connect(server.port, '127.0.0.1');
      let queue: Buffer = Buffer.alloc(0);
      const timer = setInterval(() => {
        client.write(queue.subarray(0, 1200));
        queue = queue.subarray(1200);
      }, 75);
      client.on('error', () => {}).on('data', (bytes) => upstream.write(bytes));
      client.on('close', () => {
        clearInterval(timer);
        upstream.destroy();
      });
      upstream
        .on('error', () => {})
        .on('data', (bytes) => {
          queue = Buffer.concat([queue, bytes]);
        });
    });
    const observation = await probePort(await listening(relay), 'http', { idleTimeoutMs: 400, deadlineMs: 40_000 });
    assert.ok((observation.conversations[0]?.chain.length ?? 0) > 8, 'the whole chain');
    assert.deepEqual(observation.clientAuth['TLSv1.3']?.kind, 'none');
    relay.close();
    server.close();
  });
});
