import type { Enumerated } from '../../model/observation.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { Gap } from '../../model/shortfall.ts';
import { peekTls } from '../../tls/open-tls.ts';
import { TlsAborted, TlsAlert, TlsClosed, TlsFailure } from '../../tls/tls-failure.ts';
import { CipherSuite } from '../../tls/wire/cipher-suites.ts';
import { signatureSchemeName } from '../../tls/wire/signature-schemes.ts';
import { endedByServer, refuses } from '../ask-hello.ts';
import { NotConnected } from '../not-connected.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { ephemeralKeys } from '../tls-conversation.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { otherVersion } from './identity.ts';
import { certificateSignatureSchemes, offerIn, signatureSchemesOf } from './offers.ts';

/** What the server signs with in TLS 1.3, read from its CertificateVerify: a ServerHello alone proves nothing, since JSSE sends it before it looks. */
export const signatureSchemes13: Question = {
  id: 'signature-schemes-TLSv1.3',
  topic: 'signature-schemes',
  version: 'TLSv1.3',
  depth: 'full',
  leavesLogLine: true,
  needs: [otherVersion.id],
  worthAsking: ({ versions }) => versions['TLSv1.3'] === 'accepted',
  ask: async (session) => {
    keep(session, 'TLSv1.3', await enumerate13(session));
  },
};

/** What the server signs with in TLS 1.2, read from its ServerKeyExchange. Most show already while suites are asked for. */
export const signatureSchemes12: Question = {
  id: 'signature-schemes-TLSv1.2',
  topic: 'signature-schemes',
  version: 'TLSv1.2',
  depth: 'full',
  leavesLogLine: true,
  needs: [cipherSuitesId('TLSv1.2')],
  worthAsking: (session) =>
    session.found.details.cipherSuites?.['TLSv1.2'] === undefined
      ? session.versions['TLSv1.2'] === 'accepted'
      : signingSuites(session).length > 0,
  ask: async (session) => {
    keep(session, 'TLSv1.2', await enumerate12(session));
  },
};

function keep({ found: { details } }: Session, version: ProtocolVersion, schemes: Enumerated): void {
  details.signatureSchemes = { ...details.signatureSchemes, [version]: schemes };
}

async function enumerate13(session: Session): Promise<Enumerated> {
  const done = (gap: Gap | null): Enumerated => ({ accepted: session.seen.signatureSchemes('TLSv1.3').map(signatureSchemeName), gap });
  for (;;) {
    const seen = session.seen.signatureSchemes('TLSv1.3');
    const rest = signatureSchemesOf('TLSv1.3').filter((code) => !seen.includes(code));
    const signed = await session.connected(
      `hello: ${rest.length} signature schemes of TLSv1.3`,
      async (socket) => {
        const { serverName } = session;
        try {
          const { signatureScheme } = await peekTls(socket, {
            versions: ['TLSv1.3'],
            signatureSchemes: rest,
            certificateSignatureSchemes,
            ephemeralKeys,
            stopAfter: 'server-flight',
            ...session.patience,
            ...(serverName === null ? {} : { serverName }),
          });
          return signatureScheme;
        } catch (error) {
          if (!(error instanceof TlsFailure)) throw error;
          if (error.seen.signatureScheme !== null) return error.seen.signatureScheme;
          return error;
        }
      },
      (answer) => answer instanceof TlsClosed || answer instanceof TlsAborted,
    );
    if (signed === null) return done(null);
    if (signed instanceof NotConnected) return done(signed.shortfall(session.options.deadlineMs));
    if (signed instanceof TlsAlert || signed instanceof TlsClosed) return done(null);
    if (signed instanceof TlsFailure) return done(session.shortfallOfFailure(signed));
    if (!rest.includes(signed)) return done({ kind: 'not-offered', choice: signatureSchemeName(signed) });
    session.seen.note({ version: 'TLSv1.3', cipherSuite: 0, group: null, signatureScheme: signed, certificates: null });
  }
}

async function enumerate12(session: Session): Promise<Enumerated> {
  const cipherSuites = signingSuites(session);
  const done = (gap: Gap | null): Enumerated => ({ accepted: session.seen.signatureSchemes('TLSv1.2').map(signatureSchemeName), gap });
  for (;;) {
    const seen = session.seen.signatureSchemes('TLSv1.2');
    const signatureSchemes = signatureSchemesOf('TLSv1.2').filter((code) => !seen.includes(code));
    const offer = offerIn(session, 'TLSv1.2', { cipherSuites, signatureSchemes, certificateSignatureSchemes });
    const answer = await session.hello(`${signatureSchemes.length} signature schemes of TLSv1.2`, offer, 'server-key-exchange');
    if (refuses(answer)) return done(null);
    if (answer.kind !== 'chosen') return done(session.shortfallOf(answer));
    const { flight } = answer;
    if (flight.version !== 'TLSv1.2' || flight.signatureScheme === null)
      return done(endedByServer(answer) ? null : session.shortfallOf(answer));
    if (!signatureSchemes.includes(flight.signatureScheme))
      // RFC 5246 §7.4.1.4.1: some servers sign with SHA-1 whatever is offered.
      return done({ kind: 'not-offered', choice: signatureSchemeName(flight.signatureScheme) });
    session.seen.note(flight);
  }
}

/** The accepted suites in which the server signs. */
function signingSuites({ found }: Session): readonly number[] {
  const accepted = found.details.cipherSuites?.['TLSv1.2']?.accepted ?? [];
  return Object.entries(CipherSuite).flatMap(([name, code]) =>
    /^TLS_(EC)?DHE_(RSA|ECDSA|DSS)_/.test(name) && accepted.includes(name) ? [code] : [],
  );
}
