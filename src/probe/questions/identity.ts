import type { Conversation } from '../../model/observation.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { Topic } from '../../model/shortfall.ts';
import { NotConnected } from '../not-connected.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { shortfallOfVerdict } from '../shortfall-of.ts';

/** Newest first; those before TLS 1.2 ride along at no cost, so that a server which has nothing newer is not lost. */
export const modernVersions: readonly ProtocolVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/** The newest version that it speaks: chain, client authentication, and who speaks above it. */
export const newestVersion: Question = {
  id: 'newest-version',
  topic: 'newest-version',
  depth: 'glance',
  leavesLogLine: false,
  needs: [],
  worthAsking: () => true,
  ask: async (session) => {
    const glance = session.options.depth === 'glance';
    const seen = await session.converse({ versions: modernVersions, question: glance ? null : session.question, glance });
    if (!(seen instanceof NotConnected) && isCut(seen)) session.miss('newest-version', session.deadline);
  },
};

/** The other of TLS 1.3 and 1.2; or the same again, where it is not known yet what speaks above TLS. */
export const otherVersion: Question = {
  id: 'other-version',
  topic: 'other-version',
  depth: 'quick',
  leavesLogLine: false,
  needs: [newestVersion.id],
  worthAsking: (session) => speaksTls(session) && versionsLeft(session) !== null,
  ask: async (session) => {
    const versions = versionsLeft(session);
    if (versions === null) return;
    const seen = await session.converse({ versions, question: session.openQuestion() });
    if (seen instanceof NotConnected) session.miss('other-version', seen.shortfall(session.options.deadlineMs));
    else if (isCut(seen)) session.miss('other-version', session.deadline);
  },
};

/** The time was up before the server had settled a version. */
export function isCut({ version, ending }: Conversation): boolean {
  return version === null && ending.kind === 'timeout' && ending.by === 'deadline';
}

/** What the second hello offers; null where the first told everything. */
function versionsLeft(session: Session): readonly ProtocolVersion[] | null {
  const [first] = session.found.conversations;
  if (first?.version === 'TLSv1.3') return modernVersions.slice(1);
  // A handshake that begins and stands still may do so in TLS 1.3 alone.
  if (first?.version === null && first.answeredInTls && first.ending.kind === 'timeout') return modernVersions.slice(1);
  const open = first?.version != null && first.ending.kind === 'accepted' && session.openQuestion() !== null;
  return open && !session.options.quietWire ? modernVersions : null;
}

/** With the user's certificate, where one is asked for: mutual TLS lets its holder see more. */
export const withIdentity: Question = {
  id: 'with-identity',
  topic: 'client-certificate',
  depth: 'quick',
  leavesLogLine: false,
  needs: [otherVersion.id],
  worthAsking: (session) => session.options.identity !== undefined && session.requested,
  ask: async (session) => {
    const { identity } = session.options;
    if (!identity) return;
    const wish = { versions: modernVersions, question: session.openQuestion(), identity: { kind: 'given', ...identity } } as const;
    noteVerdict(session, 'client-certificate', await session.converse(wish));
  },
};

/** With a certificate that nobody signed, where the user wants to know whether anyone is let in. */
export const withSelfSignedIdentity: Question = {
  id: 'as-stranger',
  topic: 'stranger',
  depth: 'quick',
  leavesLogLine: false,
  needs: [withIdentity.id],
  worthAsking: (session) => session.options.selfSignedIdentity !== undefined && session.requested,
  ask: async (session) => {
    const { selfSignedIdentity } = session.options;
    if (!selfSignedIdentity) return;
    const seen = await session.converse({
      versions: modernVersions,
      question: session.question,
      identity: { kind: 'self-signed', ...selfSignedIdentity },
    });
    const reported = noteVerdict(session, 'stranger', seen);
    session.found.selfSignedAnswer = reported === null ? 'unknown' : reported.ending.kind === 'accepted' ? 'accepted' : 'refused';
  },
};

/** Notes where a conversation did not tell what the other end makes of our certificate; gives it where it did. */
function noteVerdict(session: Session, topic: Topic, seen: Conversation | NotConnected): Conversation | null {
  const { deadlineMs } = session.options;
  const because = seen instanceof NotConnected ? seen.shortfall(deadlineMs) : shortfallOfVerdict(seen, deadlineMs);
  if (because !== null) session.miss(topic, because, seen instanceof NotConnected ? null : seen.version);
  return because === null && !(seen instanceof NotConnected) ? seen : null;
}

/** Without TLS, where none was heard. */
export const inClear: Question = {
  id: 'in-clear',
  topic: 'in-clear',
  depth: 'quick',
  leavesLogLine: false,
  needs: [newestVersion.id],
  worthAsking: ({ found: { conversations } }) => {
    const [first] = conversations;
    return first !== undefined && !first.answeredInTls && first.ending.kind !== 'timeout';
  },
  ask: async (session) => {
    const ending = session.found.conversations[0]?.ending;
    const speaksHttp = ending?.kind === 'not-tls' && Buffer.from(ending.bytes.subarray(0, 5)).toString('latin1') === 'HTTP/';
    if (ending?.kind === 'not-tls' && !speaksHttp) return;
    const heard = await session.askClear(!speaksHttp && session.speaksTransport ? session.transportQuestion : 'http');
    const miss = (none: NotConnected) => session.miss('in-clear', none.shortfall(session.options.deadlineMs));
    if (heard instanceof NotConnected) return miss(heard);
    session.found.inClear = heard;
    // A transport port that was taken for HTTP says so; its version takes the right question.
    if (heard.application.kind === 'transport' && heard.application.notHttp) {
      const again = await session.askClear(session.transportQuestion);
      if (again instanceof NotConnected) miss(again);
      else session.found.inClear = again;
    }
  },
};

/** Whether the first hello was answered in TLS. */
export function speaksTls({ found: { conversations } }: Session): boolean {
  return conversations[0]?.answeredInTls === true;
}
