import { dayMs } from '../../model/days-left.ts';
import { longestPublicValidity } from '../../model/public-validity.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Apple's limit for every TLS server certificate issued from 1 July 2019 on, private CAs included. */
const appleDays = 825;
/** What elasticsearch-certutil gives where no other is asked for. */
const certutilDays = 1095;
const appleFrom = new Date('2019-07-01T00:00:00Z');

/** Whether browsers accept the span of the certificate's life. */
export const validityTooLongForBrowsers: CertificateRule = {
  id: 'validity-too-long-for-browsers',
  title: 'Certificate is valid longer than browsers allow',
  severity: 'info',
  channels: ['http', 'kibana'],
  requirement:
    "A certificate under a public root is valid no longer than the CA/Browser Forum allows on its day of issue (398 days; 200 from 15 March 2026, 100 from 2027, 47 from 2029). A certificate under a private root is valid no longer than 825 days, Apple's limit.",
  impact:
    'Browsers refuse such a certificate. Safari and other Apple clients refuse it under private roots too. Elasticsearch, Kibana and other server-side clients accept it.',
  fix: reissue('that is valid for 397 days at most', {
    days: 397,
    before: () => [advice(at('client'), 'Find out whether browsers connect to this port. If none does, leave the certificate as it is.')],
  }),
  source: 'CA/Browser Forum Baseline Requirements §6.3.2; Apple: requirements for trusted certificates (HT210176)',
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      // Nothing says that browsers come to where a file is used.
      if (evidence.use === 'at-rest') return { kind: 'not-applicable' };
      const { publicTrust } = evidence;
      const days = Math.round((leaf.notAfter.getTime() - leaf.notBefore.getTime()) / dayMs);
      const facts = { subject: leaf.subject, days, notBefore: leaf.notBefore.toISOString(), notAfter: leaf.notAfter.toISOString() };
      if (leaf.notBefore >= appleFrom && days > appleDays) {
        return {
          kind: 'finding',
          message: `${leaf.subject} is valid for ${days} days. Apple's clients accept at most ${appleDays}.`,
          facts,
          ...(days === certutilDays ? { asShipped: true } : {}),
        };
      }
      const limit = longestPublicValidity(leaf.notBefore);
      if (limit === null || days <= limit || publicTrust.kind === 'untrusted' || leaf.selfSigned) return { kind: 'pass' };
      if (publicTrust.kind === 'trusted')
        return {
          kind: 'finding',
          message: `${leaf.subject} is valid for ${days} days. Under a public root, browsers accept at most ${limit}.`,
          facts,
        };
      return { kind: 'unknown', because: { code: 'public-root-not-checked', why: publicTrust.because } };
    }),
};
