import { setTimeout } from 'node:timers/promises';
import type { Resumed, Resumption } from '../../model/observation.ts';
import { randomOctets } from '../../tls/crypto/random-octets.ts';
import type { ClientOptions } from '../../tls/handshake/client-options.ts';
import type { TlsSession } from '../../tls/handshake/tls-session.ts';
import { type OpenTlsOptions, openTls, peekTls, type TlsConnection } from '../../tls/open-tls.ts';
import { TlsAborted, TlsClosed, TlsFailure } from '../../tls/tls-failure.ts';
import { NotConnected } from '../not-connected.ts';
import { offeredSignatureSchemes } from '../offered-signature-schemes.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { ephemeralKeys } from '../tls-conversation.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { featuresOffered } from './features.ts';
import { withIdentity } from './identity.ts';
import { acceptedSuites, offerIn } from './offers.ts';

/** How long a ticket may take after the handshake. */
const ticketMs = 500;

/** A server may put a session by only after it has sent its Finished (JSSE does), and be slower at it than we are to come back: so a refusal is believed the second time. */
const keptMs = 100;

type Version = 'TLSv1.3' | 'TLSv1.2';

/**
 * Whether sessions go on: each kind is begun in one connection and offered in the next, since a ticket alone is only an offer. Asked where a client gets that far, without a
 * certificate or with the user's.
 */
export const sessionResumption: Question = {
  id: 'resumption',
  topic: 'resumption',
  depth: 'full',
  leavesLogLine: true,
  needs: [cipherSuitesId('TLSv1.3'), cipherSuitesId('TLSv1.2'), withIdentity.id, featuresOffered.id],
  worthAsking: (session) => letsIn(session, 'TLSv1.2') || letsIn(session, 'TLSv1.3'),
  ask: async (session) => {
    const [before13, from13] = await Promise.all([
      letsIn(session, 'TLSv1.2') ? resumption12(session) : {},
      letsIn(session, 'TLSv1.3') ? resumption13(session) : {},
    ]);
    session.found.details.resumption = { ...before13, ...from13 };
  },
};

function letsIn(session: Session, version: Version): boolean {
  if (session.options.quietWire || session.versions[version] !== 'accepted') return false;
  const kind = session.found.clientAuth[version]?.kind;
  return kind === 'none' || kind === 'optional' || acceptedIdentity(session) !== undefined;
}

/** The user's certificate, where it was seen to be let in. */
function acceptedIdentity({ options, found }: Session): ClientOptions['identity'] {
  const accepted = found.conversations.some(({ identity, ending }) => identity === 'given' && ending.kind === 'accepted');
  return accepted ? options.identity : undefined;
}

async function resumption12(session: Session): Promise<Resumption> {
  const sessionId = await byId(session);
  // Who does not offer a ticket in its ServerHello has none to give.
  const sessionTicket = session.found.details.features?.sessionTickets === false ? 'not-offered' : await byTicket(session);
  return { sessionId, sessionTicket };
}

async function byId(session: Session): Promise<Resumed> {
  const begun = await finish(session, 'TLSv1.2', {}, ({ seen }) => ({ id: seen.serverHello?.sessionId, suite: seen.cipherSuite }));
  if (begun === null) return 'unknown';
  if (begun.id === undefined || begun.id.length === 0) return 'not-offered';
  return goesOn(session, { sessionId: begun.id }, begun.suite);
}

async function byTicket(session: Session): Promise<Resumed> {
  const begun = await finish(session, 'TLSv1.2', { askForTicket: true }, ({ seen }) => ({
    ticket: seen.sessionTicket,
    suite: seen.cipherSuite,
  }));
  if (begun === null) return 'unknown';
  if (begun.ticket === null) return 'not-offered';
  // RFC 5077 §3.4: who takes the ticket echoes the id that came with it.
  return goesOn(session, { sessionId: randomOctets(32), sessionTicket: begun.ticket }, begun.suite);
}

/** RFC 5246 §7.4.1.3: the echo of the id says that the session goes on; then no certificate follows, but ChangeCipherSpec. */
async function goesOn(
  session: Session,
  offered: { readonly sessionId: Uint8Array; readonly sessionTicket?: Uint8Array },
  suite: number | null,
): Promise<Resumed> {
  const cipherSuites = suite === null ? acceptedSuites(session, 'TLSv1.2') : [suite];
  const offer = offerIn(session, 'TLSv1.2', { ...offered, cipherSuites });
  const what = offered.sessionTicket === undefined ? 'the session of before, by its id' : 'the session of before, by its ticket';
  const ask = async (): Promise<Resumed> => {
    const answer = await session.hello(what, offer, 'server-hello-done');
    if (answer.kind !== 'chosen' || answer.cut !== null) {
      session.miss('resumption', session.shortfallOf(answer), 'TLSv1.2');
      return 'unknown';
    }
    const { hello, certificates } = answer.flight;
    return Buffer.compare(hello.sessionId, offered.sessionId) === 0 && certificates === null ? 'resumed' : 'refused';
  };
  const answer = await ask();
  if (answer !== 'refused' || session.expired) return answer;
  await setTimeout(keptMs);
  return ask();
}

async function resumption13(session: Session): Promise<Resumption> {
  const begun = await finish(session, 'TLSv1.3', {}, ticketOf);
  if (begun === null) return { psk: 'unknown' };
  const { ticket } = begun;
  if (ticket === null || ticket.session.lifetime === 0) return { tickets: ticket !== null, psk: 'not-offered' };
  return { tickets: true, psk: await byPsk(session, ticket) };
}

type Ticket = { readonly session: TlsSession; readonly at: number };

async function ticketOf(connection: TlsConnection): Promise<{ readonly ticket: Ticket | null }> {
  const late = setTimeout(ticketMs, 'late' as const);
  for (;;) {
    const event = await Promise.race([connection.next().catch(endOf), late]);
    if (event === null || event === 'late') return { ticket: null };
    if (event.kind === 'ticket') return { ticket: { session: event.session, at: performance.now() } };
  }
}

/** An end of the peer's is the end of what it has to give; one of ours is not. */
function endOf(error: unknown): null {
  if (error instanceof TlsAborted) throw error;
  return null;
}

/** The server's Finished under the key of the session is the proof; more is not said. */
async function byPsk(session: Session, { session: begun, at }: Ticket): Promise<Resumed> {
  const resumed = await talk(session, 'TLSv1.3', 'the session of before, by a pre-shared key', async (socket, common) => {
    const resume = { session: begun, ageMs: performance.now() - at };
    const { resumed } = await peekTls(socket, {
      ...common,
      versions: ['TLSv1.3'],
      cipherSuites: [begun.cipherSuite],
      ephemeralKeys,
      resume,
      stopAfter: 'server-flight',
    });
    return resumed;
  });
  if (resumed === null) return 'unknown';
  return resumed ? 'resumed' : 'refused';
}

/** A handshake that is finished; null where it was not to be. */
function finish<T>(
  session: Session,
  version: Version,
  wish: ClientOptions,
  then: (connection: TlsConnection) => T | Promise<T>,
): Promise<T | null> {
  const identity = acceptedIdentity(session);
  return talk(session, version, `handshake in ${version}, to be resumed`, async (socket, common) => {
    const connection = await openTls(socket, {
      ...common,
      ...wish,
      versions: [version],
      // Under the user's certificate no key is used twice.
      ...(identity === undefined ? { ephemeralKeys } : { identity }),
    });
    const reported = await then(connection);
    await connection.close().catch(() => {});
    return reported;
  });
}

type Socket = Parameters<Parameters<Session['connected']>[1]>[0];

async function talk<T>(
  session: Session,
  version: Version,
  what: string,
  conversation: (socket: Socket, common: OpenTlsOptions) => Promise<T>,
): Promise<T | null> {
  const { serverName, patience } = session;
  const common = {
    signatureSchemes: offeredSignatureSchemes,
    ...patience,
    ...(serverName === null ? {} : { serverName }),
  };
  const reported = await session.connected(
    what,
    async (socket): Promise<T | TlsFailure> => {
      try {
        return await conversation(socket, common);
      } catch (error) {
        if (error instanceof TlsFailure) return error;
        throw error;
      }
    },
    (answer) => answer instanceof TlsClosed || answer instanceof TlsAborted,
  );
  if (reported instanceof NotConnected) session.miss('resumption', reported.shortfall(session.options.deadlineMs), version);
  else if (reported instanceof TlsFailure) session.miss('resumption', session.shortfallOfFailure(reported), version);
  else return reported;
  return null;
}
