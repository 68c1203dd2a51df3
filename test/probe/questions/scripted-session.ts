import assert from 'node:assert/strict';
import type { ProtocolVersion } from '../../../src/model/protocol-version.ts';
import type { Shortfall, Topic } from '../../../src/model/shortfall.ts';
import type { HelloAnswer, HelloCut } from '../../../src/probe/ask-hello.ts';
import type { ProbeOptions } from '../../../src/probe/probe-options.ts';
import { questions } from '../../../src/probe/questions/index.ts';
import { Session } from '../../../src/probe/session.ts';
import type { FirstFlight, ReadUntil } from '../../../src/tls/first-flight/first-flight.ts';
import type { HelloOffer } from '../../../src/tls/first-flight/offer.ts';
import type { ServerHello } from '../../../src/tls/wire/server-hello.ts';
import { conversation, conversation12 } from '../../support/evidence.ts';
import { type LyingServer, type Plays, startLyingServer } from '../../support/lying-server.ts';
import { probeOptions, targetAt } from '../../support/probe.ts';

/** How a server says no. */
export const refusals: Readonly<Record<string, HelloCut>> = {
  'an alert': { kind: 'alert', level: 2, description: 40 },
  'an end': { kind: 'closed', how: 'fin' },
  'a reset': { kind: 'closed', how: 'reset' },
};
export const refusal: HelloCut = { kind: 'alert', level: 2, description: 40 };
export const silence: HelloCut = { kind: 'timeout', afterMs: 70, by: 'silence' };

/** What is neither a choice nor a refusal, and what is told of it; the time for an address is ten seconds. */
export const noAnswers: readonly (readonly [string, HelloAnswer, Shortfall])[] = [
  ['silence', silence, { kind: 'silence', afterMs: 70 }],
  ['the end of the time', { kind: 'timeout', afterMs: 70, by: 'deadline' }, { kind: 'deadline', afterMs: 10_000 }],
  ['no connection', { kind: 'unreached', reachability: { kind: 'refused' } }, { kind: 'not-connected', reachability: { kind: 'refused' } }],
  ['what is not TLS', { kind: 'not-tls' }, { kind: 'not-tls' }],
  ['what breaks the protocol', { kind: 'malformed', because: 'x' }, { kind: 'malformed', reason: 'x' }],
];

type Flight = Partial<Omit<FirstFlight, 'hello'>> & { readonly hello?: Partial<ServerHello>; readonly cut?: HelloCut };

/** A choice in TLS 1.2, with nothing but what is given. */
export function chosen({ cut, hello, ...given }: Flight = {}): HelloAnswer {
  const bare: ServerHello = {
    version: 0x0303,
    random: new Uint8Array(32),
    sessionId: new Uint8Array(),
    cipherSuite: 0xc02f,
    compressionMethod: 0,
    extensions: [],
  };
  const flight: FirstFlight = {
    hello: { ...bare, ...hello },
    retry: false,
    version: 'TLSv1.2',
    cipherSuite: 0xc02f,
    group: null,
    signatureScheme: null,
    certificates: null,
    ocspResponse: null,
    ...given,
  };
  return { kind: 'chosen', flight, cut: cut ?? null };
}

/** A session with a server that takes the versions, each of them where it is offered alone. Every hello is answered by `answer`, and kept. */
export function sessionWith(
  versions: readonly ProtocolVersion[],
  answer: (offer: HelloOffer, nth: number) => HelloAnswer,
  { port = 9200, ...options }: Partial<ProbeOptions> & { readonly port?: number } = {},
): { readonly session: Session; readonly asked: HelloOffer[]; readonly untils: (ReadUntil | undefined)[] } {
  const session = new Session(targetAt(port, 'http'), '127.0.0.1', probeOptions({ depth: 'full', ...options }));
  for (const version of versions) {
    const bare = { version, offeredVersions: [version], group: null, signatureScheme: null, chain: [] };
    session.found.conversations.push(version === 'TLSv1.3' ? conversation(bare) : conversation12(bare));
  }
  const asked: HelloOffer[] = [];
  const untils: (ReadUntil | undefined)[] = [];
  session.hello = async (_what, offer, until) => {
    asked.push(offer);
    untils.push(until);
    return answer(offer, asked.length);
  };
  return { session, asked, untils };
}

/** Asks one question; whatever it misses is about its own topic, or one that is named. */
export async function ask(id: string, session: Session, missed?: Topic): Promise<void> {
  const question = questions.find((one) => one.id === id) ?? assert.fail(id);
  await question.ask(session);
  session.end();
  for (const { topic } of session.unanswered) assert.equal(topic, missed ?? question.topic);
}

export function isWorthAsking(id: string, session: Session): boolean {
  const question = questions.find((one) => one.id === id) ?? assert.fail(id);
  session.end();
  return question.worthAsking(session);
}

/** Asks one question of a server that plays to each connection; `work` sees what was learned. */
export async function askPlaying(
  id: string,
  versions: readonly ProtocolVersion[],
  plays: Plays,
  { prepare = () => undefined, ...options }: Partial<ProbeOptions> & { readonly prepare?: (session: Session) => void } = {},
): Promise<{ readonly session: Session; readonly server: LyingServer }> {
  const server = await startLyingServer(plays);
  const { session } = sessionWith(versions, () => assert.fail('a hello'), { port: server.port, ...options });
  prepare(session);
  await ask(id, session);
  await server.close();
  return { session, server };
}
