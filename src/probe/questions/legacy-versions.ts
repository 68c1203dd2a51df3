import { legacyCipherSuites, legacyVersions } from '../legacy-hello.ts';
import { NotConnected } from '../not-connected.ts';
import type { Question } from '../plan.ts';
import { isCut, newestVersion, otherVersion, speaksTls } from './identity.ts';

/** TLS 1.1, TLS 1.0 and SSL 3.0: one hello that offers all that is not known yet, and so one refusal where there is none of them. */
export const legacyVersionsAccepted: Question = {
  id: 'legacy-versions',
  topic: 'older-versions',
  depth: 'standard',
  leavesLogLine: true,
  needs: [newestVersion.id, otherVersion.id],
  worthAsking: speaksTls,
  ask: async (session) => {
    for (;;) {
      const known = session.versions;
      const versions = legacyVersions.filter((version) => known[version] === undefined);
      if (versions.length === 0) return;
      if (session.expired) return session.miss('older-versions', session.deadline);
      const seen = await session.converse({ versions, question: null, cipherSuites: legacyCipherSuites });
      if (seen instanceof NotConnected) return session.miss('older-versions', seen.shortfall(session.options.deadlineMs));
      if (isCut(seen)) return session.miss('older-versions', session.deadline);
    }
  },
};
