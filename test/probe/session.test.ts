import assert from 'node:assert/strict';
import type { Ending } from '../../src/model/ending.ts';
import type { Application } from '../../src/model/observation.ts';
import type { ApplicationAnswer } from '../../src/probe/ask-application.ts';
import { type Connector, createConnector } from '../../src/probe/connector.ts';
import { NotConnected } from '../../src/probe/not-connected.ts';
import type { ProbeOptions } from '../../src/probe/probe-options.ts';
import { Session } from '../../src/probe/session.ts';
import { encode } from '../../src/tls/bytes/codec.ts';
import { certificateRequest13 } from '../../src/tls/wire/certificate-request.ts';
import { ExtensionType } from '../../src/tls/wire/extension-types.ts';
import { signatureSchemeList } from '../../src/tls/wire/extensions/signature-algorithms.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { conversation } from '../support/evidence.ts';
import { type LiedTo, type Plays, startLyingServer } from '../support/lying-server.ts';
import { probeOptions, targetAt } from '../support/probe.ts';
import { type ScriptStep, startScriptServer } from '../support/script-server.ts';
import { type ScriptedServer13, scriptedIdentity } from '../support/scripted-tls-server.ts';

const sessionAt = (port: number, given: Partial<ProbeOptions> = {}, scheme: 'http' | 'transport' | null = null, host = '127.0.0.1') =>
  new Session(targetAt(port, scheme, host), '127.0.0.1', probeOptions(given));
const heard = (application: Application): ApplicationAnswer => ({
  application,
  release: null,
  names: null,
  heardAt: null,
  ended: null,
  cut: null,
});

describe('a session', () => {
  for (const [host, serverName, expected] of [
    ['es01', undefined, 'es01'],
    ['10.0.0.1', undefined, null],
    ['::1', undefined, null],
    ['10.0.0.1', 'es02', 'es02'],
    ['es01', null, null],
  ] as const) {
    it(`names the server as its user says, or as it is called: ${host}, ${serverName}`, () => {
      const session = sessionAt(9200, serverName === undefined ? {} : { serverName }, null, host);
      session.end();
      assert.equal(session.serverName, expected);
    });
  }

  const hints: readonly (readonly [number, 'http' | 'transport' | null, boolean | undefined, string, string])[] = [
    [9300, null, undefined, 'transport', 'transport'],
    [9300, null, true, 'transport', 'transport-names'],
    [9300, 'http', true, 'http', 'http'],
    [9200, null, true, 'http', 'http'],
    [9200, 'transport', undefined, 'transport', 'transport'],
    [9443, null, undefined, 'remote-cluster', 'transport'],
    [1, null, undefined, 'unknown', 'http'],
  ];
  for (const [port, scheme, names, hint, question] of hints) {
    it(`asks first what its scheme or its port hints at: ${scheme ?? 'none'}, ${port}, ${names ? 'names' : 'no names'}`, () => {
      const session = sessionAt(port, names === undefined ? {} : { names }, scheme);
      session.end();
      assert.deepEqual(
        [session.hint, session.question, session.transportQuestion],
        [hint, question, names === true ? 'transport-names' : 'transport'],
      );
    });
  }

  const http = heard({ kind: 'http', answer: { status: 200, headers: {}, body: '' } });
  const open: readonly (readonly [string, ApplicationAnswer | null, string | null])[] = [
    ['nothing was asked', null, 'http'],
    ['HTTP answered', http, null],
    ['a transport port sent a pong', heard({ kind: 'transport', pong: true, versionId: null, notHttp: false }), null],
    [
      'a transport port sent a pong, and said that it is no HTTP port',
      heard({ kind: 'transport', pong: true, versionId: null, notHttp: true }),
      null,
    ],
    [
      'a transport port said that it is no HTTP port',
      heard({ kind: 'transport', pong: false, versionId: null, notHttp: true }),
      'transport',
    ],
    ['nobody answered a ping', heard({ kind: 'none', asked: ['ping'] }), 'http'],
    ['nobody answered HTTP', heard({ kind: 'none', asked: ['http'] }), 'transport'],
  ];
  for (const [what, answer, question] of open) {
    it(`has ${question ?? 'nothing'} left to ask above TLS where ${what}`, () => {
      const session = sessionAt(9200);
      session.end();
      session.found.overTls = answer;
      assert.equal(session.openQuestion(), question);
    });
  }

  it('knows whether a certificate was asked for, and whether its time is up', () => {
    const session = sessionAt(9200);
    assert.deepEqual([session.requested, session.expired, session.unanswered], [false, false, []]);
    session.found.conversations.push(conversation({ certificateRequest: null }));
    assert.equal(session.requested, false);
    session.found.conversations.push(conversation());
    assert.equal(session.requested, true);
    session.miss('features', session.deadline);
    assert.deepEqual(session.unanswered, [{ topic: 'features', version: null, because: { kind: 'deadline', afterMs: 10_000 } }]);
    session.end();
    const late = sessionAt(9200, { signal: AbortSignal.abort() });
    assert.equal(late.expired, true);
    late.end();
  });

  it('has seen what its conversations showed, those before and those after it was first asked', async () => {
    const server = await startLyingServer({ 'TLSv1.3': (script, peer) => peer.send(script.begin(), script.alert(2, 40)) });
    const session = sessionAt(server.port);
    session.found.conversations.push(conversation({ group: 'secp384r1' }));
    assert.deepEqual(session.seen.groups('TLSv1.3'), [0x18]);
    await session.converse({ versions: ['TLSv1.3'], question: null });
    assert.deepEqual(session.seen.groups('TLSv1.3'), [0x18, 0x1d]);
    session.end();
    await server.close();
  });
});

const request = encode(certificateRequest13, {
  context: new Uint8Array(),
  extensions: [{ type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, [0x0403]) }],
});

describe('what conversations add up to', () => {
  type Play = NonNullable<Plays['TLSv1.3']>;
  const opened = async (server: ScriptedServer13, peer: LiedTo, asks = false) => {
    peer.send(
      server.begin(),
      server.encryptedExtensions(),
      ...(asks ? [server.handshake(HandshakeType.certificate_request, request)] : []),
      server.certificate(),
      server.certificateVerify(),
      server.finished(),
    );
    await peer.hear();
    server.settle();
  };
  const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  const letsIn: Play = async (server, peer) => {
    await opened(server, peer);
    peer.send(server.data(answer));
  };
  const insists: Play = async (server, peer) => {
    await opened(server, peer, true);
    peer.send(server.alert(2, 116));
  };
  const breaksOff: Play = (server, peer) => {
    peer.send(server.begin());
    peer.end();
  };
  const banner: Play = async (server, peer) => {
    await opened(server, peer);
    peer.send(server.data(Buffer.from('SSH-2.0\r\n')));
    peer.end();
  };

  async function conversed(plays: readonly Play[], identity?: 'given') {
    const server = await startLyingServer({ 'TLSv1.3': (script, peer, nth) => plays[nth]?.(script, peer, nth) });
    const session = sessionAt(server.port, { idleTimeoutMs: 300 }, 'http');
    const own = { chain: [scriptedIdentity.certificate], key: scriptedIdentity.privateKey };
    for (const _ of plays)
      await session.converse({
        versions: ['TLSv1.3'],
        question: 'http',
        ...(identity === undefined ? {} : { identity: { kind: identity, ...own } }),
      });
    session.end();
    await server.close();
    return session.found;
  }

  const cases: readonly (readonly [string, readonly Play[], string | undefined, string | undefined])[] = [
    ['it lets anyone in', [letsIn], 'none', 'http'],
    ['it insists on a certificate', [insists], 'required', undefined],
    ['it breaks off', [breaksOff], 'unknown', undefined],
    ['it lets us in, and breaks off the next time', [letsIn, breaksOff], 'none', 'http'],
    ['it breaks off, and lets us in the next time', [breaksOff, letsIn], 'none', 'http'],
    ['it answers in HTTP, and says something else the next time', [letsIn, banner], 'none', 'http'],
    ['it says something else, and answers in HTTP the next time', [banner, letsIn], 'none', 'http'],
    ['it says something else', [banner], 'none', 'none'],
    ['it insists on a certificate, and not the next time', [insists, letsIn], 'none', 'http'],
  ];
  for (const [what, plays, auth, application] of cases) {
    it(`${what}: ${auth}, ${application}`, async () => {
      const { clientAuth, overTls, conversations, reachability } = await conversed(plays);
      assert.deepEqual([clientAuth['TLSv1.3']?.kind, overTls?.application.kind], [auth, application]);
      assert.equal(conversations.length, plays.length);
      assert.deepEqual(reachability, { kind: 'open' });
    });
  }

  it('tells nothing of clients without a certificate where ours was shown', async () => {
    const { clientAuth, conversations } = await conversed([insists], 'given');
    assert.deepEqual([clientAuth, conversations[0]?.identity], [{}, 'given']);
  });

  it('is what was asked in the clear, by the words of its question', async () => {
    const reply = (text: string): readonly ScriptStep[] => [{ kind: 'receive' }, { kind: 'send', bytes: text }, { kind: 'end' }];
    for (const [question, first] of [
      ['http', 'GET / HTTP/1.1'],
      ['transport', 'ES'],
      ['transport-names', 'ES'],
    ] as const) {
      const server = await startScriptServer(reply('This is not an HTTP port'));
      const session = sessionAt(server.port);
      const said = await session.askClear(question);
      session.end();
      assert.ok(!(said instanceof NotConnected) && said.application.kind === 'transport' && said.application.notHttp, question);
      assert.ok(
        Buffer.from(server.received()[0] ?? [])
          .toString('latin1')
          .startsWith(first),
        question,
      );
      await server.close();
    }
  });

  it('keeps that a connection came about, whatever came of the next', async () => {
    const server = await startScriptServer([{ kind: 'receive' }, { kind: 'end' }]);
    const session = sessionAt(server.port);
    await session.askClear('http');
    assert.deepEqual(session.found.reachability, { kind: 'open' });
    await server.close();
    assert.ok((await session.askClear('http')) instanceof NotConnected);
    assert.deepEqual(session.found.reachability, { kind: 'open' });
    session.end();
    const closed = sessionAt(server.port);
    assert.ok((await closed.converse({ versions: ['TLSv1.3'], question: null })) instanceof NotConnected);
    assert.deepEqual(closed.found.reachability, { kind: 'refused' });
    closed.end();
  });
});

describe('an answer that may only mean "not so many at once"', () => {
  /** Answers the first connection after a while, and the second as it is told; whatever comes later is answered by `then`. */
  async function crowded<T>(
    second: readonly ScriptStep[] | 'refused',
    later: readonly ScriptStep[],
    ask: (session: Session) => Promise<T>,
  ) {
    const server = await startScriptServer((nth) =>
      nth === 0 ? [{ kind: 'wait', ms: 400 }, { kind: 'end' }] : nth === 1 && second !== 'refused' ? second : later,
    );
    let connections = 0;
    const usual = createConnector();
    const connector: Connector = {
      ...usual,
      connect: async (...given) => (++connections === 2 && second === 'refused' ? { kind: 'refused' } : usual.connect(...given)),
    };
    const session = sessionAt(server.port, { idleTimeoutMs: 1000, connector }, 'http');
    const busy = session.connected(
      'busy',
      (socket) => new Promise<void>((done) => socket.once('close', () => done()).resume()),
      () => false,
    );
    await new Promise((done) => setTimeout(done, 30));
    const answer = await ask(session);
    await busy;
    session.end();
    await server.close();
    return { answer, asked: connections, oneAtATime: session.oneAtATime };
  }
  const alert: readonly ScriptStep[] = [
    { kind: 'receive' },
    { kind: 'send', bytes: Uint8Array.of(21, 3, 3, 0, 2, 2, 40) },
    { kind: 'end' },
  ];
  const ended: readonly ScriptStep[] = [{ kind: 'receive' }, { kind: 'end' }];
  const hello = (session: Session) =>
    session.hello('x', { legacyVersion: 0x0303, random: new Uint8Array(32), cipherSuites: [0xc02f] }).then((said) => said.kind);
  const endingOf = (session: Session) =>
    session
      .converse({ versions: ['TLSv1.2'], question: null })
      .then((said): Ending['kind'] | 'none' => (said instanceof NotConnected ? 'none' : said.ending.kind));

  const silent: readonly ScriptStep[] = [{ kind: 'receive' }];
  const impatient = (ask: (session: Session) => Promise<string>) => (session: Session) =>
    ask(Object.assign(session, { options: { ...session.options, idleTimeoutMs: 60 } }));
  const cases: readonly (readonly [string, () => ReturnType<typeof crowded<string>>, boolean])[] = [
    ['an end of a hello', () => crowded(ended, alert, hello), true],
    ['an end of a conversation', () => crowded(ended, alert, endingOf), true],
    ['an alert to a hello', () => crowded(alert, ended, hello), false],
    ['an alert to a conversation', () => crowded(alert, ended, endingOf), false],
    ['silence to a hello', () => crowded(silent, alert, impatient(hello)), true],
    ['silence to a conversation', () => crowded(silent, alert, impatient(endingOf)), true],
    ['a refused connection for a hello', () => crowded('refused', alert, hello), true],
    ['a refused connection for a conversation', () => crowded('refused', alert, endingOf), true],
  ];
  const runs = new Map<string, ReturnType<typeof crowded<string>>>();
  // Most of it is waiting: all at once.
  before(async () => {
    for (const [what, run] of cases) runs.set(what, run());
    await Promise.allSettled(runs.values());
  });
  for (const [what, , again] of cases) {
    it(`is ${again ? 'asked again' : 'believed'} where it was ${what}`, async () => {
      assert.deepEqual(await runs.get(what), { answer: 'alert', asked: again ? 3 : 2, oneAtATime: again });
    });
  }
});
