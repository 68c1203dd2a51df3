import type { NameAnswer } from '../../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import type { Shortfall } from '../../model/shortfall.ts';
import { defaultCipherSuites } from '../../tls/handshake/client-options.ts';
import { peekTls } from '../../tls/open-tls.ts';
import { TlsAlert, TlsClosed, TlsFailure } from '../../tls/tls-failure.ts';
import { cipherSuiteName } from '../../tls/wire/cipher-suites.ts';
import { refuses } from '../ask-hello.ts';
import { NotConnected } from '../not-connected.ts';
import { offeredSignatureSchemes } from '../offered-signature-schemes.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { ephemeralKeys } from '../tls-conversation.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { newestBefore13 } from './features.ts';
import { acceptedSuites, offerIn } from './offers.ts';

/** A name that nobody may have (RFC 6761 §6.4). */
const nobody = 'nobody.invalid';

/** Whether the certificate goes by the name in the hello: proxies do that, nodes do not. Beside it, whether one name always gets one certificate. */
export const serverNameMatters: Question = {
  id: 'server-name',
  topic: 'server-name',
  depth: 'full',
  leavesLogLine: true,
  needs: protocolVersions.map(cipherSuitesId),
  worthAsking: (session) => usualLeaves(session).length > 0,
  ask: async (session) => {
    const usual = usualLeaves(session);
    const absent = session.serverName === null ? 'same-certificate' : await answerTo(session, null, usual);
    session.found.details.serverName = { absent, unknown: await answerTo(session, nobody, usual) };
    session.found.details.leaves = session.seen.leaves();
  },
};

function usualLeaves({ seen }: Session): readonly Uint8Array[] {
  return seen.leaves().map(({ der }) => der);
}

async function answerTo(session: Session, serverName: string | null, usual: readonly Uint8Array[]): Promise<NameAnswer> {
  const leaf = await leafFor(session, serverName);
  if (leaf === 'refused') return leaf;
  if (!(leaf instanceof Uint8Array)) {
    session.miss('server-name', leaf);
    return 'unknown';
  }
  return usual.some((known) => Buffer.compare(known, leaf) === 0) ? 'same-certificate' : 'other-certificate';
}

/** Suites with which a certificate comes, for any kind of key: under another name there may be one of another kind. */
function certifiedSuites(session: Session, version: ProtocolVersion): readonly number[] {
  const accepted = acceptedSuites(session, version).filter((code) => !cipherSuiteName(code).includes('_anon_'));
  return [...new Set([...defaultCipherSuites.filter((code) => code >> 8 !== 0x13), ...accepted])];
}

async function leafFor(session: Session, serverName: string | null): Promise<Uint8Array | 'refused' | Shortfall> {
  const what = serverName === null ? 'no server name' : `server name ${serverName}`;
  const version = newestBefore13(session);
  if (version !== undefined) {
    const offer = offerIn(session, version, { cipherSuites: certifiedSuites(session, version), serverName });
    const answer = await session.hello(what, offer, 'server-hello-done');
    if (refuses(answer)) return 'refused';
    return (answer.kind === 'chosen' ? answer.flight.certificates?.[0] : undefined) ?? session.shortfallOf(answer);
  }
  const leaf = await session.connected(
    what,
    async (socket): Promise<Uint8Array | 'refused' | Shortfall> => {
      try {
        const { certificates } = await peekTls(socket, {
          versions: ['TLSv1.3'],
          signatureSchemes: offeredSignatureSchemes,
          ephemeralKeys,
          stopAfter: 'server-flight',
          ...session.patience,
          ...(serverName === null ? {} : { serverName }),
        });
        return certificates[0] ?? { kind: 'malformed', reason: 'no-certificate' };
      } catch (error) {
        if (!(error instanceof TlsFailure)) throw error;
        if (error.seen.certificates[0] !== undefined) return error.seen.certificates[0];
        return error instanceof TlsAlert || error instanceof TlsClosed ? 'refused' : session.shortfallOfFailure(error);
      }
    },
    (answer) => !(answer instanceof Uint8Array),
  );
  return leaf instanceof NotConnected ? leaf.shortfall(session.options.deadlineMs) : leaf;
}
