import type { Enumerated } from '../../model/observation.ts';
import type { Gap, Shortfall } from '../../model/shortfall.ts';
import { decode } from '../../tls/bytes/codec.ts';
import { peekTls } from '../../tls/open-tls.ts';
import { TlsAlert, TlsFailure } from '../../tls/tls-failure.ts';
import { Alert } from '../../tls/wire/alerts.ts';
import { findExtension } from '../../tls/wire/extension.ts';
import { ExtensionType } from '../../tls/wire/extension-types.ts';
import { protocolNameList } from '../../tls/wire/extensions/alpn.ts';
import { NotConnected } from '../not-connected.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { ephemeralKeys } from '../tls-conversation.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { acceptedSuites, offerIn } from './offers.ts';

/** Protocols that are spoken above the ports in question. */
const protocols = ['h2', 'http/1.1'];

/** Which application protocols it takes (RFC 7301): all offered, the chosen one taken out, until none is chosen. */
export const applicationProtocols: Question = {
  id: 'alpn',
  topic: 'application-protocols',
  depth: 'full',
  leavesLogLine: false,
  needs: [cipherSuitesId('TLSv1.3'), cipherSuitesId('TLSv1.2')],
  worthAsking: ({ versions }) => versions['TLSv1.2'] === 'accepted' || versions['TLSv1.3'] === 'accepted',
  ask: async (session) => {
    const accepted: string[] = [];
    const done = (gap: Gap | null): Enumerated => ({ accepted, gap });
    session.found.details.alpn = await (async () => {
      for (;;) {
        const rest = protocols.filter((protocol) => !accepted.includes(protocol));
        if (rest.length === 0) return done(null);
        const chosen = session.versions['TLSv1.2'] === 'accepted' ? await choose12(session, rest) : await choose13(session, rest);
        if (chosen === null) return done(null);
        if (typeof chosen !== 'string') return done(chosen);
        if (!rest.includes(chosen)) return done({ kind: 'not-offered', choice: chosen });
        accepted.push(chosen);
      }
    })();
  },
};

/** What was chosen; null where nothing was, on purpose; why, where that cannot be told. */
type Choice = string | null | Shortfall;

async function choose12(session: Session, rest: readonly string[]): Promise<Choice> {
  const answer = await session.hello(
    `application protocols ${rest.join(', ')}`,
    offerIn(session, 'TLSv1.2', { cipherSuites: acceptedSuites(session, 'TLSv1.2'), alpn: rest }),
  );
  if (answer.kind === 'alert' && answer.description === Alert.no_application_protocol) return null;
  if (answer.kind !== 'chosen') return session.shortfallOf(answer);
  const extension = findExtension(answer.flight.hello.extensions, ExtensionType.application_layer_protocol_negotiation);
  if (extension === undefined) return null;
  const names = decode(protocolNameList, extension);
  return names.ok ? Buffer.from(names.value[0] ?? []).toString('latin1') : { kind: 'malformed', reason: names.error.message };
}

async function choose13(session: Session, rest: readonly string[]): Promise<Choice> {
  const { serverName } = session;
  const chosen = await session.connected(
    `application protocols ${rest.join(', ')}`,
    async (socket): Promise<Choice> => {
      try {
        const { alpn } = await peekTls(socket, {
          versions: ['TLSv1.3'],
          alpn: rest,
          ephemeralKeys,
          stopAfter: 'server-flight',
          ...session.patience,
          ...(serverName === null ? {} : { serverName }),
        });
        return alpn;
      } catch (error) {
        if (!(error instanceof TlsFailure)) throw error;
        if (error instanceof TlsAlert && error.description === Alert.no_application_protocol) return null;
        return session.shortfallOfFailure(error);
      }
    },
    () => false,
  );
  return chosen instanceof NotConnected ? chosen.shortfall(session.options.deadlineMs) : chosen;
}
