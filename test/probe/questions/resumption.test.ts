import assert from 'node:assert/strict';
import tls from 'node:tls';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { ClientAuth, Resumption, TlsDetails } from '../../../src/model/observation.ts';
import type { ProtocolVersion } from '../../../src/model/protocol-version.ts';
import type { HelloAnswer } from '../../../src/probe/ask-hello.ts';
import type { ProbeOptions } from '../../../src/probe/probe-options.ts';
import type { Session } from '../../../src/probe/session.ts';
import { encode } from '../../../src/tls/bytes/codec.ts';
import type { HelloOffer } from '../../../src/tls/first-flight/offer.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { newSessionTicket12 } from '../../../src/tls/wire/new-session-ticket.ts';
import { conversation12 } from '../../support/evidence.ts';
import { listening } from '../../support/listening.ts';
import { type LiedTo, type Plays, startLyingServer } from '../../support/lying-server.ts';
import { type ScriptedServer12, type ScriptedServer13, scriptedIdentity } from '../../support/scripted-tls-server.ts';
import { ask, askPlaying, chosen, isWorthAsking, noAnswers, refusal, sessionWith, silence } from './scripted-session.ts';

const letIn: ClientAuth = { kind: 'none', evidence: 'x' };
const secured = [{ type: ExtensionType.renegotiation_info, data: Uint8Array.of(0) }];
const ticketBytes = Uint8Array.of(7, 7, 7);

describe('a session of TLS 1.2 that is offered again', () => {
  const id = new Uint8Array(32).fill(3);

  /** A server that gives these in a whole handshake: a session id, a ticket where it is asked for one. */
  const giving =
    ({ sessionId = new Uint8Array(), ticket = null }: { sessionId?: Uint8Array; ticket?: Uint8Array | null }) =>
    async (server: ScriptedServer12, peer: LiedTo) => {
      const gives = ticket !== null && server.hello.extensions?.some(({ type }) => type === ExtensionType.session_ticket);
      const agreed = gives ? [...secured, { type: ExtensionType.session_ticket, data: new Uint8Array() }] : secured;
      peer.send(server.begin(agreed, { sessionId }), server.certificate(), server.serverKeyExchange(), server.serverHelloDone());
      await peer.hear();
      if (gives)
        peer.send(
          server.handshake(
            HandshakeType.new_session_ticket,
            encode(newSessionTicket12, { lifetimeHint: 60, ticket: ticket ?? ticketBytes }),
          ),
        );
      peer.send(server.changeCipherSpec(), server.finished());
    };

  async function found(
    play: NonNullable<Plays['TLSv1.2']>,
    answer: (offer: HelloOffer, nth: number) => HelloAnswer,
    features?: Partial<NonNullable<TlsDetails['features']>>,
    idleTimeoutMs = 5000,
  ): Promise<{ resumption: Resumption | undefined; asked: readonly HelloOffer[]; session: Session; begun: number }> {
    const server = await startLyingServer({ 'TLSv1.2': play });
    const { session, asked } = sessionWith(['TLSv1.2'], answer, { port: server.port, idleTimeoutMs });
    session.found.clientAuth['TLSv1.2'] = letIn;
    if (features !== undefined) session.found.details.features = features as never;
    await ask('resumption', session);
    await server.close();
    return { resumption: session.found.details.resumption, asked, session, begun: server.played().length };
  }

  const echo = (offer: HelloOffer, more: Parameters<typeof chosen>[0] = {}) =>
    chosen({ ...more, hello: { sessionId: offer.sessionId ?? id } });

  /** What it answers, the first and the second time; what is told, how often it was asked, and what is missing. */
  const cases: readonly (readonly [string, (offer: HelloOffer, nth: number) => HelloAnswer, string, number, boolean])[] = [
    ['it echoes the id', (offer) => echo(offer), 'resumed', 1, false],
    ['it echoes the id, and shows its certificate', (offer) => echo(offer, { certificates: [ticketBytes] }), 'refused', 2, false],
    ['it names another id', () => chosen({ hello: { sessionId: new Uint8Array(32) } }), 'refused', 2, false],
    ['it names none', () => chosen(), 'refused', 2, false],
    ['it is slow to keep it', (offer, nth) => (nth === 1 ? chosen() : echo(offer)), 'resumed', 2, false],
    ['it is cut off after the echo', (offer) => echo(offer, { cut: silence }), 'unknown', 1, true],
    ['it refuses the hello', () => refusal, 'unknown', 1, true],
    ...noAnswers.map(([what, answer]) => [`it answers with ${what}`, () => answer, 'unknown', 1, true] as const),
  ];
  const runs = new Map<string, readonly ReturnType<typeof found>[]>();
  // Most of it is waiting: all at once.
  before(async () => {
    for (const [what, answer] of cases)
      runs.set(what, [found(giving({ sessionId: id }), answer, { sessionTickets: false }), found(giving({ ticket: ticketBytes }), answer)]);
    await Promise.allSettled([...runs.values()].flat());
  });
  for (const [what, , expected, times, missed] of cases) {
    it(`by its id, ${what}: ${expected}`, async () => {
      const { resumption, asked, session, begun } = (await runs.get(what)?.[0]) ?? assert.fail();
      // A server that has no tickets is not asked for one.
      assert.equal(begun, 1);
      assert.deepEqual(resumption, { sessionId: expected, sessionTicket: 'not-offered' });
      assert.equal(asked.length, times);
      assert.deepEqual(Buffer.from(asked[0]?.sessionId ?? []), Buffer.from(id));
      assert.deepEqual([asked[0]?.sessionTicket, asked[0]?.cipherSuites], [undefined, [0xc02b]]);
      assert.equal(session.unanswered.length, missed ? 1 : 0);
    });

    it(`by its ticket, ${what}: ${expected}`, async () => {
      const { resumption, asked, session } = (await runs.get(what)?.[1]) ?? assert.fail();
      assert.deepEqual(resumption, { sessionId: 'not-offered', sessionTicket: expected });
      assert.equal(asked.length, times);
      assert.deepEqual(Buffer.from(asked[0]?.sessionTicket ?? []), Buffer.from(ticketBytes));
      assert.deepEqual([asked[0]?.sessionId?.length, asked[0]?.cipherSuites], [32, [0xc02b]]);
      assert.equal(session.unanswered.length, missed ? 1 : 0);
    });
  }

  it('is not offered where the server gave neither an id nor a ticket', async () => {
    for (const features of [undefined, { sessionTickets: true }]) {
      const { resumption, asked } = await found(giving({}), () => assert.fail('a hello'), features);
      assert.deepEqual([resumption, asked.length], [{ sessionId: 'not-offered', sessionTicket: 'not-offered' }, 0]);
    }
  });

  const broken: readonly (readonly [string, NonNullable<Plays['TLSv1.2']>, string])[] = [
    ['an alert', (server, peer) => peer.send(server.alert(2, 40)), 'alert'],
    ['an end', (_, peer) => peer.end(), 'closed'],
    ['silence', () => undefined, 'silence'],
    ['what breaks the protocol', (server, peer) => peer.send(server.begin(secured), server.serverHelloDone()), 'malformed'],
  ];
  for (const [what, play, kind] of broken) {
    it(`is not known where none could be begun, for ${what}`, async () => {
      const { resumption, session } = await found(play, () => assert.fail('a hello'), undefined, kind === 'silence' ? 60 : 5000);
      assert.deepEqual(resumption, { sessionId: 'unknown', sessionTicket: 'unknown' });
      assert.deepEqual(
        session.unanswered.map(({ version, because }) => [version, because.kind]),
        [
          ['TLSv1.2', kind],
          ['TLSv1.2', kind],
        ],
      );
    });
  }
});

describe('a session of TLS 1.3 that is offered again', () => {
  const whole = async (server: ScriptedServer13, peer: LiedTo) => {
    peer.send(server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify(), server.finished());
    await peer.hear();
    server.settle();
  };
  const offersPsk = ({ hello }: ScriptedServer13) => hello.extensions?.some(({ type }) => type === ExtensionType.pre_shared_key) === true;
  /** What it does after a whole handshake, and to the session that is offered. */
  const playing =
    (after: (server: ScriptedServer13, peer: LiedTo) => void, again: NonNullable<Plays['TLSv1.3']>): NonNullable<Plays['TLSv1.3']> =>
    async (server, peer, nth) => {
      if (offersPsk(server)) return again(server, peer, nth);
      await whole(server, peer);
      after(server, peer);
    };
  const ticket = (server: ScriptedServer13, peer: LiedTo) => peer.send(server.ticket());
  const none = () => assert.fail('offered again');
  const cases: readonly (readonly [string, NonNullable<Plays['TLSv1.3']>, Resumption, string | null])[] = [
    ['no ticket', playing((_, peer) => peer.end(), none), { tickets: false, psk: 'not-offered' }, null],
    [
      'data and no ticket',
      playing((server, peer) => peer.send(server.data(Uint8Array.of(1))), none),
      { tickets: false, psk: 'not-offered' },
      null,
    ],
    [
      'an alert in place of a ticket',
      playing((server, peer) => peer.send(server.alert(2, 40)), none),
      { tickets: false, psk: 'not-offered' },
      null,
    ],
    [
      'a ticket that must not be used',
      playing((server, peer) => peer.send(server.ticket(0)), none),
      { tickets: true, psk: 'not-offered' },
      null,
    ],
    ['a ticket, and shows its certificate again', playing(ticket, whole), { tickets: true, psk: 'refused' }, null],
    [
      'data, then a ticket',
      playing((server, peer) => peer.send(server.data(Uint8Array.of(1)), server.ticket()), whole),
      { tickets: true, psk: 'refused' },
      null,
    ],
    [
      'a ticket, and an alert for it',
      playing(ticket, (server, peer) => peer.send(server.alert(2, 40))),
      { tickets: true, psk: 'unknown' },
      'alert',
    ],
    ['a ticket, and silence for it', playing(ticket, () => undefined), { tickets: true, psk: 'unknown' }, 'silence'],
    ['an alert', (server, peer) => peer.send(server.alert(2, 40)), { psk: 'unknown' }, 'alert'],
    ['an end', (_, peer) => peer.end(), { psk: 'unknown' }, 'closed'],
  ];
  const runs = new Map<string, ReturnType<typeof askPlaying>>();
  // Most of it is waiting: all at once.
  before(async () => {
    for (const [what, play] of cases) {
      const prepare = ({ found }: Session) => {
        found.clientAuth['TLSv1.3'] = letIn;
      };
      runs.set(what, askPlaying('resumption', ['TLSv1.3'], { 'TLSv1.3': play }, { idleTimeoutMs: 800, prepare }));
    }
    await Promise.allSettled(runs.values());
  });
  for (const [what, , resumption, missed] of cases) {
    it(`by a server that gives ${what}: ${JSON.stringify(resumption)}`, async () => {
      const { session } = (await runs.get(what)) ?? assert.fail();
      assert.deepEqual(session.found.details.resumption, resumption);
      assert.deepEqual(
        session.unanswered.map(({ version, because }) => [version, because.kind]),
        missed === null ? [] : [['TLSv1.3', missed]],
      );
    });
  }

  for (const [keeps, psk] of [
    [true, 'resumed'],
    [false, 'refused'],
  ] as const) {
    it(`by OpenSSL, which ${keeps ? 'has its key still' : 'has another key since'}: ${psk}`, async () => {
      const identity = issue(makeCa(), { key: 'P-256' });
      const server = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem, minVersion: 'TLSv1.3' });
      server.on('secureConnection', (socket) => {
        socket.on('error', () => {}).resume();
        if (!keeps) socket.on('close', () => server.setTicketKeys(Buffer.alloc(48, 5)));
      });
      server.on('tlsClientError', () => {});
      const { session } = sessionWith(['TLSv1.3'], () => refusal, { port: await listening(server) });
      session.found.clientAuth['TLSv1.3'] = letIn;
      await ask('resumption', session);
      assert.deepEqual(session.found.details.resumption, { tickets: true, psk });
      server.close();
    });
  }

  it('is not known where there is no connection', async () => {
    const { session } = sessionWith(['TLSv1.3'], () => refusal, { port: 1 });
    session.found.clientAuth['TLSv1.3'] = letIn;
    await ask('resumption', session);
    assert.deepEqual(session.found.details.resumption, { psk: 'unknown' });
    assert.deepEqual(
      session.unanswered.map(({ because }) => because),
      [{ kind: 'not-connected', reachability: { kind: 'refused' } }],
    );
  });
});

describe('whether a session is begun to be offered again', () => {
  const identity = { chain: [scriptedIdentity.certificate], key: scriptedIdentity.privateKey };
  const accepted = conversation12({ identity: 'given', ending: { kind: 'accepted', by: 'finished' } });
  const unproved: ClientAuth = { kind: 'unknown', requested: true, because: { code: 'asked-and-undecided' } };
  const required: ClientAuth = { kind: 'required', evidence: 'x' };
  const optional: ClientAuth = { kind: 'optional', evidence: 'x' };
  type Case = readonly [
    string,
    readonly ProtocolVersion[],
    ClientAuth | undefined,
    Partial<ProbeOptions>,
    Session['found']['conversations'],
    boolean,
  ];
  const cases: readonly Case[] = [
    ['whoever comes is let in', ['TLSv1.2'], letIn, {}, [], true],
    ['whoever comes is let in, in TLS 1.3', ['TLSv1.3'], letIn, {}, [], true],
    ['a certificate is asked for, and none is let in', ['TLSv1.2'], optional, {}, [], true],
    ['a certificate is needed, and there is none', ['TLSv1.2'], required, {}, [], false],
    ['a certificate is needed, and ours is let in', ['TLSv1.2'], required, { identity }, [accepted], true],
    ['a certificate is needed, and ours is refused', ['TLSv1.2'], required, { identity }, [conversation12({ identity: 'given' })], false],
    [
      'a certificate is needed, and one that nobody signed is let in',
      ['TLSv1.2'],
      required,
      { identity },
      [conversation12({ identity: 'self-signed', ending: accepted.ending })],
      false,
    ],
    ['it is not known whether one is needed', ['TLSv1.2'], unproved, {}, [], false],
    ['nothing was told of certificates', ['TLSv1.2'], undefined, {}, [], false],
    ['no line is to be left in a log', ['TLSv1.2'], letIn, { quietWire: true }, [], false],
    ['it has older versions alone', ['TLSv1.1'], letIn, {}, [], false],
  ];
  for (const [what, versions, auth, options, conversations, worth] of cases) {
    it(`${what}: ${worth}`, () => {
      const { session } = sessionWith(versions, () => refusal, options);
      for (const version of versions) if (auth !== undefined) session.found.clientAuth[version] = auth;
      session.found.conversations.push(...conversations);
      assert.equal(isWorthAsking('resumption', session), worth);
    });
  }

  it('leaves out a version in which nobody is let in', async () => {
    const { session } = sessionWith(['TLSv1.3', 'TLSv1.2'], () => refusal, { port: 1 });
    session.found.clientAuth['TLSv1.2'] = letIn;
    session.found.clientAuth['TLSv1.3'] = required;
    await ask('resumption', session);
    assert.deepEqual(session.found.details.resumption, { sessionId: 'unknown', sessionTicket: 'unknown' });
  });
});
