import { protocolVersions } from '../../model/protocol-version.ts';
import { Alert } from '../../tls/wire/alerts.ts';
import { CipherSuite } from '../../tls/wire/cipher-suites.ts';
import type { Question } from '../plan.ts';
import { cipherSuitesId } from './cipher-suites.ts';
import { acceptedSuites, offerIn } from './offers.ts';

/** Whether a client that says it fell back to an older version than both could speak is turned away (RFC 7507). */
export const fallbackScsv: Question = {
  id: 'fallback-scsv',
  topic: 'fallback',
  depth: 'full',
  leavesLogLine: true,
  needs: protocolVersions.map(cipherSuitesId),
  worthAsking: ({ versions }) => Object.values(versions).includes('accepted'),
  ask: async (session) => {
    const { versions, found } = session;
    const [, older] = protocolVersions.filter((version) => versions[version] === 'accepted');
    if (older === undefined) {
      found.details.fallbackScsv = null;
      return;
    }
    const cipherSuites = [...acceptedSuites(session, older), CipherSuite.TLS_FALLBACK_SCSV];
    const answer = await session.hello(`fallback to ${older}`, offerIn(session, older, { cipherSuites }));
    if (answer.kind === 'chosen') found.details.fallbackScsv = 'ignored';
    else if (answer.kind === 'alert' && answer.description === Alert.inappropriate_fallback) found.details.fallbackScsv = 'refused';
    else {
      found.details.fallbackScsv = 'unknown';
      session.miss('fallback', session.shortfallOf(answer), older);
    }
  },
};
