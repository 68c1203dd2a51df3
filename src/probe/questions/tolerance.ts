import type { Tolerance } from '../../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../../model/protocol-version.ts';
import type { HelloOffer } from '../../tls/first-flight/offer.ts';
import { ExtensionType } from '../../tls/wire/extension-types.ts';
import { versionCode } from '../../tls/wire/versions.ts';
import { refuses } from '../ask-hello.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { newestBefore13 } from './features.ts';
import { acceptedSuites, offerIn } from './offers.ts';

/** Values that mean nothing and are to be passed over (RFC 8701 §2). */
const grease = 0x3a3a;
/** A version that is not there yet. */
const futureVersion = 0x0305;
/** Larger than a segment, and than what a hello with hybrid key shares and a pre-shared key comes to. */
const largeHelloBytes = 4000;

/**
 * Hellos out of the ordinary that RFC 8446 §9.3 and RFC 8701 tell a server to answer like any other: with a version of the future, larger than one packet, and with values
 * that mean nothing. What chokes on them (old middleboxes above all) will choke on the clients of tomorrow.
 */
export const helloTolerance: Question = {
  id: 'tolerance',
  topic: 'tolerance',
  depth: 'full',
  leavesLogLine: true,
  needs: protocolVersions.map(cipherSuitesId),
  worthAsking: ({ versions }) => Object.values(versions).includes('accepted'),
  ask: async (session) => {
    const { versions } = session;
    const version = protocolVersions.find((each) => versions[each] === 'accepted');
    if (version === undefined) return;
    const before13 = newestBefore13(session);
    session.found.details.tolerance = {
      // Without supported_versions a server goes down to what it has (RFC 5246 appendix E.1), which one of TLS 1.3 alone does not have.
      unknownVersion: before13 === undefined ? null : await answerTo(session, 'version 3.5', before13, { legacyVersion: futureVersion }),
      largeHello: await answerTo(session, `${largeHelloBytes} bytes more`, version, {
        extensions: [{ type: ExtensionType.padding, data: new Uint8Array(largeHelloBytes) }],
      }),
      grease: await answerTo(session, 'GREASE', version, greased(session, version)),
    };
  },
};

function greased(session: Session, version: ProtocolVersion): Partial<HelloOffer> {
  const plain = offerIn(session, version, {});
  return {
    cipherSuites: [grease, ...acceptedSuites(session, version)],
    groups: [grease, ...(plain.groups ?? [])],
    extensions: [{ type: grease, data: new Uint8Array() }],
    ...(plain.signatureSchemes === undefined ? {} : { signatureSchemes: [grease, ...plain.signatureSchemes] }),
    ...(version === 'TLSv1.3' ? { supportedVersions: [grease, versionCode(version)] } : {}),
  };
}

async function answerTo(session: Session, what: string, version: ProtocolVersion, change: Partial<HelloOffer>): Promise<Tolerance> {
  const answer = await session.hello(
    `${what} in ${version}`,
    offerIn(session, version, { cipherSuites: acceptedSuites(session, version), ...change }),
  );
  if (answer.kind === 'chosen') return 'tolerated';
  if (refuses(answer)) return 'refused';
  // To say nothing to such a hello is what intolerance looks like.
  if (answer.kind === 'timeout' && answer.by === 'silence') return 'unanswered';
  session.miss('tolerance', session.shortfallOf(answer), version);
  return 'unknown';
}
