import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import { findExtension } from '../../tls/wire/extension.ts';
import { ExtensionType } from '../../tls/wire/extension-types.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { acceptedSuites, offerIn } from './offers.ts';

const deflate = 1;

/** What the answer to one hello tells that offers it all: what TLS 1.3 has built in or done away with, so that a version before it is asked. */
export const featuresOffered: Question = {
  id: 'features',
  topic: 'features',
  depth: 'full',
  leavesLogLine: false,
  needs: protocolVersions.map(cipherSuitesId),
  worthAsking: (session) => newestBefore13(session) !== undefined,
  ask: async (session) => {
    const version = newestBefore13(session);
    if (version === undefined) return;
    const offer = offerIn(session, version, {
      cipherSuites: acceptedSuites(session, version),
      compressionMethods: [deflate, 0],
      sessionTicket: new Uint8Array(),
      heartbeat: true,
      statusRequest: true,
    });
    const answer = await session.hello(`features of ${version}`, offer, 'server-hello-done');
    if (answer.kind !== 'chosen' || answer.flight.version !== version || answer.cut !== null)
      return session.miss('features', session.shortfallOf(answer), version);
    const { hello, ocspResponse } = answer.flight;
    session.seen.note(answer.flight);
    const answered = (type: number) => findExtension(hello.extensions, type) !== undefined;
    session.found.details.features = {
      version,
      extendedMasterSecret: answered(ExtensionType.extended_master_secret),
      secureRenegotiation: answered(ExtensionType.renegotiation_info),
      compression: hello.compressionMethod !== 0,
      heartbeat: answered(ExtensionType.heartbeat),
      ocspStapling: ocspResponse !== null,
      sessionTickets: answered(ExtensionType.session_ticket),
      sessionIds: hello.sessionId.length > 0,
    };
  },
};

/** TLS 1.2 or what comes nearest to it among the accepted. */
export function newestBefore13({ versions }: Session): Exclude<ProtocolVersion, 'TLSv1.3'> | undefined {
  return (['TLSv1.2', 'TLSv1.1', 'TLSv1'] as const).find((version) => versions[version] === 'accepted');
}
