import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Resumption } from '../../model/observation.ts';
import { openTls, type TlsConnection } from '../../tls/open-tls.ts';
import { TlsFailure } from '../../tls/tls-failure.ts';
import { ephemeralKeys } from '../converse.ts';
import { offeredSignatureSchemes } from '../offered-signature-schemes.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { acceptedSuites, offerIn } from './offers.ts';

/** How long a ticket may take after the handshake. */
const ticketMs = 500;

/**
 * Whether sessions are kept: in TLS 1.2 a session is begun and its id shown again; in TLS 1.3 a handshake is finished, to see whether tickets come. Asked only where a client
 * without a certificate gets that far.
 */
export const sessionResumption: Question = {
  id: 'resumption',
  depth: 'full',
  leavesLogLine: true,
  needs: [cipherSuitesId('TLSv1.3'), cipherSuitesId('TLSv1.2')],
  worthAsking: (session) => letsIn(session, 'TLSv1.2') || letsIn(session, 'TLSv1.3'),
  ask: async (session) => {
    const resumption: { -readonly [K in keyof Resumption]: Resumption[K] } = {};
    if (letsIn(session, 'TLSv1.2')) resumption.sessionId = await resumesById(session);
    if (letsIn(session, 'TLSv1.3')) {
      const tickets = await finish(session, 'TLSv1.3', async (connection) => {
        await Promise.race([connection.next().catch(() => null), setTimeout(ticketMs)]);
        return connection.seen.tickets > 0;
      });
      if (tickets !== null) resumption.tickets = tickets;
    }
    session.found.details.resumption = resumption;
  },
};

function letsIn({ found, options }: Session, version: 'TLSv1.3' | 'TLSv1.2'): boolean {
  const kind = found.clientAuth[version]?.kind;
  return !options.quietWire && (kind === 'none' || kind === 'optional');
}

async function resumesById(session: Session): Promise<NonNullable<Resumption['sessionId']>> {
  const begun = await finish(session, 'TLSv1.2', async ({ seen }) => ({
    sessionId: seen.serverHello?.sessionId,
    cipherSuite: seen.cipherSuite,
  }));
  if (begun === null) return 'unknown';
  const { sessionId, cipherSuite } = begun;
  if (sessionId === undefined || sessionId.length === 0) return 'not-offered';
  const cipherSuites = cipherSuite === null ? acceptedSuites(session, 'TLSv1.2') : [cipherSuite];
  const answer = await session.hello(
    'the session of before',
    offerIn(session, 'TLSv1.2', { random: randomBytes(32), sessionId, cipherSuites }),
  );
  if (answer.kind !== 'chosen') return 'unknown';
  // RFC 5246 §7.4.1.3: the same id says that the session goes on.
  return Buffer.compare(answer.flight.hello.sessionId, sessionId) === 0 ? 'resumed' : 'refused';
}

async function finish<T>(
  session: Session,
  version: 'TLSv1.3' | 'TLSv1.2',
  then: (connection: TlsConnection) => Promise<T>,
): Promise<T | null> {
  const { serverName } = session;
  return session.connected(
    `handshake in ${version}, to be resumed`,
    async (socket) => {
      try {
        const connection = await openTls(socket, {
          versions: [version],
          signatureSchemes: offeredSignatureSchemes,
          ephemeralKeys,
          signal: AbortSignal.any([session.signal, AbortSignal.timeout(session.options.idleTimeoutMs)]),
          ...(serverName === null ? {} : { serverName }),
        });
        const told = await then(connection);
        await connection.close().catch(() => {});
        return told;
      } catch (error) {
        if (error instanceof TlsFailure) return null;
        throw error;
      }
    },
    () => false,
  );
}
