import assert from 'node:assert/strict';
import net from 'node:net';
import { elasticsearch7Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import { askHttp, askTransport } from '../../src/probe/ask-application.ts';
import { connectAgain } from '../../src/probe/connect-again.ts';
import type { ConnectResult } from '../../src/probe/connector.ts';
import { NotConnected } from '../../src/probe/not-connected.ts';
import { resolveHost } from '../../src/probe/resolve-host.ts';
import type { Session } from '../../src/probe/session.ts';
import { clearStream, type StreamEvent, Wait } from '../../src/probe/stream.ts';
import { type HandshakeRequest, tlsConversation } from '../../src/probe/tls-conversation.ts';
import { ClientMachine } from '../../src/tls/handshake/client-machine.ts';
import { TlsAborted, TlsAlert, TlsClosed, TlsRefusal } from '../../src/tls/tls-failure.ts';
import { listening } from '../support/listening.ts';
import { type Plays, startLyingServer } from '../support/lying-server.ts';
import { probePort } from '../support/probe.ts';
import { startScriptServer } from '../support/script-server.ts';
import { scriptedIdentity } from '../support/scripted-tls-server.ts';
import { ask, refusal, sessionWith } from './questions/scripted-session.ts';

async function conversed(plays: Plays, given: Partial<HandshakeRequest> = {}, signal: AbortSignal = new AbortController().signal) {
  const server = await startLyingServer(plays);
  const socket = net.connect(server.port, '127.0.0.1');
  await new Promise((done) => socket.once('connect', done));
  const { conversation } = await tlsConversation(socket, {
    versions: ['TLSv1.3'],
    serverName: null,
    identity: null,
    quiet: false,
    question: null,
    host: 'es01',
    idleTimeoutMs: 2000,
    connectMs: 1,
    signal,
    ...given,
  });
  socket.destroy();
  await server.close();
  return conversation;
}

const whole: NonNullable<Plays['TLSv1.3']> = (server, peer) =>
  peer.send(server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify(), server.finished());
const secured = [{ type: 0xff01, data: Uint8Array.of(0) }];
const whole12: NonNullable<Plays['TLSv1.2']> = async (server, peer) => {
  peer.send(server.begin(secured), server.certificate(), server.serverKeyExchange(), server.serverHelloDone());
  await peer.hear();
  peer.send(server.changeCipherSpec(), server.finished());
};

describe('what one conversation tells', () => {
  it('is what was offered and what was chosen, newest version first', async () => {
    const told = await conversed({ 'TLSv1.3': whole }, { versions: ['TLSv1.2', 'TLSv1.3'], serverName: 'es01' });
    assert.deepEqual(
      [
        told.offeredVersions,
        told.serverName,
        told.identity,
        told.answeredInTls,
        told.version,
        told.cipherSuite,
        told.group,
        told.signatureScheme,
        told.serverSignature,
      ],
      [['TLSv1.3', 'TLSv1.2'], 'es01', 'none', true, 'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'x25519', 'ecdsa_secp256r1_sha256', 'valid'],
    );
    assert.deepEqual([told.certificateRequest, told.serverFlightComplete, told.chain.length, told.helloTime], [null, true, 1, null]);
    assert.equal(Buffer.compare(told.chain[0] ?? new Uint8Array(), scriptedIdentity.certificate), 0);
  });

  it('has the clock of the hello up to TLS 1.2', async () => {
    const told = await conversed({ 'TLSv1.2': whole12 }, { versions: ['TLSv1.2'] });
    assert.deepEqual([told.version, told.helloTime, told.ending], ['TLSv1.2', 0x5e5e5e5e, { kind: 'accepted', by: 'finished' }]);
  });

  it('says nothing but its hello where it is quiet, and stops as soon as it may at a glance', async () => {
    for (const given of [{ quiet: true }, { glance: true }]) {
      for (const serverName of [null, 'es01', null]) {
        const { ending } = await conversed({ 'TLSv1.3': whole }, { ...given, serverName });
        assert.deepEqual(ending.kind, 'stopped', JSON.stringify(given));
      }
    }
    const quiet = await conversed({ 'TLSv1.3': whole }, { quiet: true });
    assert.deepEqual([quiet.ending, quiet.serverFlightComplete], [{ kind: 'stopped', phase: 'client-flight' }, true]);
    const glance = await conversed({ 'TLSv1.3': whole }, { glance: true });
    assert.deepEqual(
      [glance.ending, glance.serverFlightComplete, glance.certificateRequest],
      [{ kind: 'stopped', phase: 'server-flight' }, false, null],
    );
  });

  it('names the server in each hello that has a name, and in no other', async () => {
    const named: (string | null)[] = [];
    const play: NonNullable<Plays['TLSv1.3']> = (server, peer, nth) => {
      const data = server.hello.extensions?.find(({ type }) => type === 0)?.data;
      named.push(data === undefined ? null : Buffer.from(data.subarray(5)).toString());
      return whole(server, peer, nth);
    };
    const versions = ['TLSv1.3'] as const;
    for (const serverName of [null, 'es01', null, 'es02']) await conversed({ 'TLSv1.3': play }, { glance: true, versions, serverName });
    assert.deepEqual(named, [null, 'es01', null, 'es02']);
  });

  const alert = { kind: 'alert', description: 40, name: 'handshake_failure' } as const;
  const ends: readonly (readonly [string, NonNullable<Plays['TLSv1.3']>, object])[] = [
    ['an alert in place of its hello', (server, peer) => peer.send(server.alert(2, 40)), { ...alert, phase: 'before-server-hello' }],
    ['an alert behind its hello', (server, peer) => peer.send(server.begin(), server.alert(2, 40)), { ...alert, phase: 'server-flight' }],
    ['an end in place of its hello', (_, peer) => peer.end(), { kind: 'closed', how: 'fin', phase: 'before-server-hello' }],
    [
      'an end behind its hello',
      (server, peer) => {
        peer.send(server.begin());
        peer.end();
      },
      { kind: 'closed', how: 'fin', phase: 'server-flight' },
    ],
    [
      'what breaks the protocol',
      (server, peer) => peer.send(server.begin(), server.finished()),
      { kind: 'protocol-error', reason: 'unexpected-message', alert: 'unexpected_message', phase: 'server-flight' },
    ],
    ['what is not TLS', (_, peer) => peer.send(Buffer.from('HTTP/1.1 400 Bad Request\r\n')), { kind: 'not-tls' }],
  ];
  for (const [what, play, expected] of ends) {
    it(`is how it ended: ${what}`, async () => {
      const { ending } = await conversed({ 'TLSv1.3': play });
      if (ending.kind === 'not-tls') assert.match(Buffer.from(ending.bytes).toString(), /^HTTP/);
      assert.deepEqual(ending.kind === 'not-tls' ? { kind: ending.kind } : ending, expected);
    });
  }

  it('is silence, or the end of the time, with how long it was', async () => {
    const silent = await conversed({ 'TLSv1.3': (server, peer) => peer.send(server.begin()) }, { idleTimeoutMs: 40 });
    assert.ok(
      silent.ending.kind === 'timeout' &&
        silent.ending.by === undefined &&
        silent.ending.phase === 'server-flight' &&
        silent.ending.afterMs >= 30,
    );
    assert.ok(Number.isInteger(silent.ending.afterMs) && silent.ending.afterMs < 2000);
    const late = await conversed({ 'TLSv1.3': () => undefined }, {}, AbortSignal.timeout(40));
    assert.ok(late.ending.kind === 'timeout' && late.ending.by === 'deadline' && late.ending.phase === 'before-server-hello');
  });

  it('is that its choice cannot be computed, where it was offered to be named', async () => {
    const { ending } = await conversed(
      { 'TLSv1.2': (server, peer) => peer.send(server.begin(secured, { cipherSuite: 0xc007 })) },
      { versions: ['TLSv1.2'], cipherSuites: [0xc02b, 0xc007] },
    );
    assert.deepEqual(ending.kind === 'not-computable' && ending.phase, 'server-flight', JSON.stringify(ending));
  });
});

describe('the keys of a client', () => {
  it('are the same in each conversation, and new in each where the certificate of its user is shown', async () => {
    const shares = async (given: Partial<HandshakeRequest>) => {
      const seen: string[] = [];
      const play: NonNullable<Plays['TLSv1.3']> = (server, peer, nth) => {
        seen.push(Buffer.from(server.hello.extensions?.find(({ type }) => type === 51)?.data ?? []).toString('hex'));
        return whole(server, peer, nth);
      };
      for (const _ of [0, 1]) await conversed({ 'TLSv1.3': play }, given);
      assert.ok((seen[0] ?? '').length > 60);
      return new Set(seen).size;
    };
    const own = { chain: [scriptedIdentity.certificate], key: scriptedIdentity.privateKey };
    assert.equal(await shares({}), 1);
    assert.equal(await shares({ identity: { kind: 'self-signed', ...own } }), 1);
    assert.equal(await shares({ identity: { kind: 'given', ...own } }), 2);
  });
});

describe('the wait for an answer', () => {
  it('is begun anew by what brings it further, with the time for the rest, and by nothing else', async () => {
    const waits: number[] = [];
    const take = async (ms: number): Promise<StreamEvent> => {
      waits.push(ms);
      return { kind: waits.length === 1 ? 'ticket' : 'silence' };
    };
    const wait = new Wait({ write: () => undefined, take }, 1000);
    assert.deepEqual(await wait.take(), { kind: 'silence' });
    await new Promise((done) => setTimeout(done, 25));
    wait.came(0, 10);
    await wait.take();
    wait.came(1, 0);
    await wait.take();
    wait.came(2, 0, 5000);
    await wait.take();
    const [first = 0, , third = 0, fourth = 0, fifth = 0] = waits;
    assert.ok(first > 990 && first <= 1000 && third < 980 && fourth > 985 && fifth > 4900, waits.join(' '));
    assert.equal(waits.length, 5);
  });
});

describe('a transport port in the clear', () => {
  it('is asked for names where they are wanted', async () => {
    const names = { nodeName: 'es01', clusterName: 'acme', publishAddress: { host: '10.0.0.11', port: 9300 } };
    const server = net.createServer((socket) => transportApplication({ ...elasticsearch7Node, names })(socket.on('error', () => {})));
    const port = await listening(server);
    for (const wanted of [true, false]) {
      const { service } = await probePort(port, 'transport', { names: wanted });
      assert.deepEqual([service.security, service.clusterName], ['plaintext', wanted ? 'acme' : null]);
    }
    server.close();
  });
});

describe('an answer above TLS, or in the clear, that is not whole', () => {
  const begun = 'HTTP/1.1 200 OK\r\nconte';
  for (const [what, script, because] of [
    ['an end', [{ kind: 'receive' }, { kind: 'send', bytes: begun }, { kind: 'end' }], { kind: 'closed', how: 'fin' }],
    ['silence', [{ kind: 'receive' }, { kind: 'send', bytes: begun }], { kind: 'silence', afterMs: 150 }],
  ] as const) {
    it(`is missed, for ${what}`, async () => {
      const server = await startScriptServer(script);
      const { unanswered } = await probePort(server.port, 'http', { idleTimeoutMs: 150 });
      assert.deepEqual(unanswered, [{ topic: 'application', version: null, because }]);
      await server.close();
    });
  }

  it('is asked for as it is told', async () => {
    const server = await startScriptServer([{ kind: 'receive' }, { kind: 'end' }]);
    for (const [scheme, words] of [
      ['http', 'in the clear, GET /'],
      ['transport', 'in the clear, transport ping'],
    ] as const) {
      const events: string[] = [];
      await probePort(server.port, scheme, { onEvent: (event) => void events.push(event) });
      assert.ok(
        events.some((event) => event.endsWith(words)),
        events.join('\n'),
      );
    }
    await server.close();
  });

  it('is waited for in the clear by what comes: data, an end, or a reset', async () => {
    const server = await startScriptServer((nth) =>
      nth === 0 ? [{ kind: 'receive' }, { kind: 'reset' }] : [{ kind: 'receive' }, { kind: 'end' }],
    );
    for (const _ of [0, 1]) {
      const socket = net.connect(server.port, '127.0.0.1');
      const stream = clearStream(socket);
      const said = await askHttp(stream, 'es01', { firstMs: 2000, restMs: 2000 });
      assert.deepEqual([said.application.kind, said.ended?.kind], ['none', 'end']);
      // An end stays one.
      assert.deepEqual((await askTransport(stream, { firstMs: 2000, restMs: 2000 }, 'nobody')).ended?.kind, 'end');
      socket.destroy();
    }
    await server.close();
  });
});

describe('an answer that may be due to too many connections at once', () => {
  const { seen } = new ClientMachine();
  const closed = new TlsClosed('fin', seen);
  const aborted = new TlsAborted(null, seen);
  const alert = new TlsAlert(40, 2, seen);
  const broken = new TlsRefusal('decrypt_error', 'bad-finished', seen);
  /** Of each question that has a connection of its own: which answers it asks for once more. */
  const cases: readonly (readonly [string, readonly unknown[], readonly unknown[]])[] = [
    ['signature-schemes-TLSv1.3', [closed, aborted], [alert, broken, 0x0403, null]],
    ['resumption', [closed, aborted], [alert, broken, { ticket: null }]],
    ['server-name', ['refused', { kind: 'silence', afterMs: 1 }], [Uint8Array.of(1)]],
    ['alpn', [], ['h2', null, { kind: 'closed', how: 'fin' }]],
  ];
  for (const [id, again, believed] of cases) {
    it(`is asked for again, or believed: ${id}`, async () => {
      const { session } = sessionWith(['TLSv1.3'], () => refusal);
      session.found.clientAuth['TLSv1.3'] = { kind: 'none', evidence: 'x' };
      const doubts: ((answer: never) => boolean)[] = [];
      session.connected = (async (_what: string, _talk: unknown, doubtful: (answer: never) => boolean) => {
        doubts.push(doubtful);
        return new NotConnected(null);
      }) as Session['connected'];
      await ask(id, session);
      assert.ok(doubts.length > 0);
      for (const doubtful of doubts) {
        assert.deepEqual(
          again.map((answer) => doubtful(answer as never)),
          again.map(() => true),
        );
        assert.deepEqual(
          believed.map((answer) => doubtful(answer as never)),
          believed.map(() => false),
        );
      }
    });
  }
});

describe('a connection that this machine hindered', () => {
  const hindered = (limit: 'EMFILE' | 'EPERM'): ConnectResult => ({ kind: 'not-attempted', limit });
  const refused: ConnectResult = { kind: 'refused' };
  async function tried(
    first: ConnectResult,
    answers: readonly ConnectResult[],
    signal: AbortSignal = new AbortController().signal,
    abort?: () => void,
  ) {
    const left = [...answers];
    let times = 0;
    const result = await connectAgain(
      first,
      async () => {
        times += 1;
        if (left.length === 1) abort?.();
        return left.shift() ?? assert.fail('once more');
      },
      signal,
    );
    return [result.kind, times];
  }
  it('is tried again where that passes, until something comes of it', async () => {
    assert.deepEqual(await tried(refused, []), ['refused', 0]);
    assert.deepEqual(await tried(hindered('EPERM'), []), ['not-attempted', 0]);
    assert.deepEqual(await tried(hindered('EMFILE'), [refused]), ['refused', 1]);
    assert.deepEqual(await tried(hindered('EMFILE'), [hindered('EMFILE'), refused]), ['refused', 2]);
    assert.deepEqual(await tried(hindered('EMFILE'), [hindered('EPERM')]), ['not-attempted', 1]);
  });

  it('is what it was where the time is up', async () => {
    assert.deepEqual(await tried(hindered('EMFILE'), [], AbortSignal.abort()), ['not-attempted', 0]);
    const ending = new AbortController();
    assert.deepEqual(await tried(hindered('EMFILE'), [refused], ending.signal, () => ending.abort()), ['not-attempted', 1]);
    const open = { kind: 'open', socket: new net.Socket(), connectMs: 1 } as const;
    const late = new AbortController();
    assert.deepEqual(await tried(hindered('EMFILE'), [open], late.signal, () => late.abort()), ['open', 1]);
  });
});

describe('a name that is resolved', () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  it('has each address once, in the order of the resolver', async () => {
    const found = await resolveHost('es01', 1000, async () => [{ address: '::1' }, { address: '10.0.0.1' }, { address: '::1' }]);
    assert.deepEqual(found, { kind: 'addresses', addresses: ['::1', '10.0.0.1'] });
  });

  it('has none, for a reason', async () => {
    assert.deepEqual(await resolveHost('es01', 1000, failing('ENOTFOUND')), { kind: 'unresolved', detail: 'the name does not exist' });
    assert.deepEqual(await resolveHost('es01', 1000, failing('EAI_AGAIN')), {
      kind: 'unresolved',
      detail: 'the resolver cannot be reached',
    });
    assert.deepEqual(await resolveHost('es01', 1000, failing('EODD')), { kind: 'unresolved', detail: 'EODD' });
    assert.deepEqual(await resolveHost('es01', 20, () => new Promise(() => undefined)), {
      kind: 'unresolved',
      detail: 'the resolver did not answer within 20 ms',
    });
  });
});
