import type { Enumerated } from '../../model/observation.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { Gap } from '../../model/shortfall.ts';
import { CipherSuite, cipherSuiteName } from '../../tls/wire/cipher-suites.ts';
import { groupName } from '../../tls/wire/named-groups.ts';
import { endedByServer, refuses } from '../ask-hello.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { groupsOf, offerIn } from './offers.ts';

/**
 * The groups of a key exchange: what the hellos for suites have not shown already is offered, and what was chosen taken out, until the server refuses. In TLS 1.3 a
 * hello without a key share makes it name any group, the hybrids with ML-KEM among them, that no key need be made for.
 */
export const groupsAccepted: Question = {
  id: 'groups',
  topic: 'groups',
  depth: 'full',
  leavesLogLine: true,
  needs: [cipherSuitesId('TLSv1.3'), cipherSuitesId('TLSv1.2')],
  worthAsking: ({ versions }) => versions['TLSv1.3'] === 'accepted' || versions['TLSv1.2'] === 'accepted',
  ask: async (session) => {
    const { versions, found } = session;
    if (versions['TLSv1.3'] === 'accepted') {
      found.details.groups = { ...found.details.groups, 'TLSv1.3': await enumerateGroups(session, 'TLSv1.3') };
    }
    if (versions['TLSv1.2'] !== 'accepted') return;
    const suites = ecdheSuites(session);
    if (suites.length === 0) return;
    // Both versions go by one list in every server of ours: a second refusal, which a node logs, would tell nothing new.
    const groups =
      versions['TLSv1.3'] === 'accepted'
        ? { accepted: session.seen.groups('TLSv1.2').map(groupName), gap: { kind: 'elsewhere', version: 'TLSv1.3' } as const }
        : await enumerateGroups(session, 'TLSv1.2', suites);
    found.details.groups = { ...found.details.groups, 'TLSv1.2': groups };
  },
};

async function enumerateGroups(session: Session, version: ProtocolVersion, cipherSuites?: readonly number[]): Promise<Enumerated> {
  const done = (gap: Gap | null): Enumerated => ({ accepted: session.seen.groups(version).map(groupName), gap });
  for (;;) {
    const seen = session.seen.groups(version);
    const groups = groupsOf(version).filter((code) => !seen.includes(code));
    const what = `${groups.length} groups of ${version}`;
    const offer = offerIn(session, version, { groups, ...(cipherSuites === undefined ? {} : { cipherSuites }) });
    const answer = await session.hello(what, offer, version === 'TLSv1.2' ? 'server-key-exchange' : 'server-hello');
    if (refuses(answer)) return done(null);
    if (answer.kind !== 'chosen') return done(session.shortfallOf(answer));
    const { flight } = answer;
    // Without a group in common TLS 1.2 may go on without ECDHE, or in a curve of its own choosing.
    if (flight.version !== version || flight.group === null) return done(endedByServer(answer) ? null : session.shortfallOf(answer));
    if (!groups.includes(flight.group)) return done({ kind: 'not-offered', choice: groupName(flight.group) });
    session.seen.note(flight);
  }
}

function ecdheSuites({ found }: Session): readonly number[] {
  const accepted = found.details.cipherSuites?.['TLSv1.2']?.accepted ?? [];
  return Object.values(CipherSuite).filter((code) => {
    const name = cipherSuiteName(code);
    return name.startsWith('TLS_ECDHE_') && accepted.includes(name);
  });
}
