import { legacyCipherSuites, legacyVersions } from '../legacy-hello.ts';
import type { Question } from '../plan.ts';
import { newestVersion, otherVersion, speaksTls } from './identity.ts';

/** TLS 1.1, TLS 1.0 and SSL 3.0: one hello that offers all that is not known yet, and so one refusal where there is none of them. */
export const legacyVersionsAccepted: Question = {
  id: 'legacy-versions',
  depth: 'standard',
  leavesLogLine: true,
  needs: [newestVersion.id, otherVersion.id],
  worthAsking: speaksTls,
  ask: async (session) => {
    for (;;) {
      const known = session.versions;
      const versions = legacyVersions.filter((version) => known[version] === undefined);
      if (versions.length === 0 || session.expired) return;
      const seen = await session.converse({ versions, question: null, cipherSuites: legacyCipherSuites });
      if (!seen || seen.version === null) return;
    }
  },
};
