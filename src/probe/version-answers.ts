import type { Conversation, VersionAnswer } from '../model/observation.ts';
import { type ProtocolVersion, protocolVersions } from '../model/protocol-version.ts';

/** Which versions the conversations show to be accepted or rejected. A server takes the newest version that both sides know (RFC 8446 §4.1.3). */
export function versionAnswers(conversations: readonly Conversation[]): Readonly<Partial<Record<ProtocolVersion, VersionAnswer>>> {
  const answers: Partial<Record<ProtocolVersion, VersionAnswer>> = {};
  const learn = (version: ProtocolVersion, answer: VersionAnswer) => {
    if (answers[version] === undefined || answers[version] === 'unknown' || answer === 'accepted') answers[version] = answer;
  };
  for (const { offeredVersions, version, ending } of conversations) {
    if (version !== null) {
      learn(version, 'accepted');
      for (const offered of offeredVersions) if (isNewer(offered, version)) learn(offered, 'rejected');
      continue;
    }
    // A refusal of the hello rules out all that it offered; JSSE gives it by alert, or by closing.
    const refused = (ending.kind === 'alert' || ending.kind === 'closed') && ending.phase === 'before-server-hello';
    for (const offered of offeredVersions) learn(offered, refused ? 'rejected' : 'unknown');
  }
  return answers;
}

function isNewer(a: ProtocolVersion, b: ProtocolVersion): boolean {
  return protocolVersions.indexOf(a) < protocolVersions.indexOf(b);
}
