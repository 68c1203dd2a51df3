import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';

/** Newest first; those before TLS 1.2 ride along at no cost, so that a server which has nothing newer is not lost. */
export const modernVersions: readonly ProtocolVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/** The newest version that it speaks: chain, client authentication, and who speaks above it. */
export const newestVersion: Question = {
  id: 'newest-version',
  depth: 'glance',
  leavesLogLine: false,
  needs: [],
  worthAsking: () => true,
  ask: async (session) => {
    const glance = session.options.depth === 'glance';
    await session.converse({ versions: modernVersions, question: glance ? null : session.question, glance });
  },
};

/** The other of TLS 1.3 and 1.2; or the same again, where it is not known yet what speaks above TLS. */
export const otherVersion: Question = {
  id: 'other-version',
  depth: 'quick',
  leavesLogLine: false,
  needs: [newestVersion.id],
  worthAsking: speaksTls,
  ask: async (session) => {
    const [first] = session.found.conversations;
    const question = session.openQuestion();
    if (first?.version === 'TLSv1.3') {
      await session.converse({ versions: modernVersions.slice(1), question });
    } else if (first && first.version !== null && question !== null && first.ending.kind === 'accepted' && !session.options.quietWire) {
      await session.converse({ versions: modernVersions, question });
    }
  },
};

/** With the user's certificate, where one is asked for: mutual TLS lets its holder see more. */
export const withIdentity: Question = {
  id: 'with-identity',
  depth: 'quick',
  leavesLogLine: false,
  needs: [otherVersion.id],
  worthAsking: (session) => session.options.identity !== undefined && session.requested,
  ask: async (session) => {
    const { identity } = session.options;
    if (!identity) return;
    await session.converse({ versions: modernVersions, question: session.openQuestion(), identity: { kind: 'given', ...identity } });
  },
};

/** With a certificate that nobody signed, where the user wants to know whether anyone is let in. */
export const asStranger: Question = {
  id: 'as-stranger',
  depth: 'quick',
  leavesLogLine: false,
  needs: [withIdentity.id],
  worthAsking: (session) => session.options.stranger !== undefined && session.requested,
  ask: async (session) => {
    const { stranger } = session.options;
    if (!stranger) return;
    const seen = await session.converse({
      versions: modernVersions,
      question: session.question,
      identity: { kind: 'self-signed', ...stranger },
    });
    if (!seen) return;
    const { kind } = seen.ending;
    session.found.stranger = kind === 'accepted' ? 'accepted' : kind === 'alert' || kind === 'closed' ? 'refused' : 'unknown';
  },
};

/** Without TLS, where none was heard. */
export const inClear: Question = {
  id: 'in-clear',
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
    session.found.inClear = heard;
    // A transport port that was taken for HTTP says so; its version takes the right question.
    if (heard?.application.kind === 'transport' && heard.application.notHttp) {
      session.found.inClear = (await session.askClear(session.transportQuestion)) ?? heard;
    }
  },
};

/** Whether the first hello was answered in TLS. */
export function speaksTls({ found: { conversations } }: Session): boolean {
  return conversations[0]?.answeredInTls === true;
}
