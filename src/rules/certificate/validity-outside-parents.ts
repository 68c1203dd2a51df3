import { dayMs } from '../../model/days-left.ts';
import { day, span } from '../../wording/spans.ts';
import { judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** certutil makes CA and certificate with the same span, minutes apart: that much outliving is nobody's mistake. */
const toleranceMs = dayMs;

/** Whether a certificate outlives the CA that issued it. */
export const validityOutsideParents: CertificateRule = {
  id: 'validity-outside-parents',
  title: 'Certificate expires after its CA',
  severity: 'low',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'No certificate expires more than a day after the CA that issued it. A CA that has expired already is reported by ca-expired.',
  impact:
    'The date that operators watch is not the one that counts: Kibana and clients fail when the CA expires, long before the certificate does.',
  fix: reissue('that expires before its CA', {
    days: 365,
    before: () => [advice(at('ca-machine'), 'If the CA itself expires within a year, renew it first: handclasp explain ca-expiring.')],
  }),
  source: 'RFC 5280 §6.1.3',
  readsEndpointIdentity: true,
  ofChains: true,
  judge: (evidence) =>
    judgeIssuingAuthorities(evidence, (authorities) => {
      const found = authorities.find(
        ({ certificate, child }) =>
          child !== null &&
          certificate.notAfter >= evidence.at &&
          child.notAfter.getTime() - certificate.notAfter.getTime() > toleranceMs &&
          // Re-issued with the same key: the longest-lived certificate of the CA counts.
          !authorities.some(
            (other) => other.certificate.spkiSha256 === certificate.spkiSha256 && other.certificate.notAfter > certificate.notAfter,
          ),
      );
      if (!found?.child) return { kind: 'pass' };
      const { certificate, child } = found;
      return {
        kind: 'finding',
        message: `${child.subject} expires on ${day(child.notAfter)}, ${span(child.notAfter.getTime() - certificate.notAfter.getTime())} after its CA ${certificate.subject} (${day(certificate.notAfter)}).`,
        facts: {
          subject: child.subject,
          notAfter: child.notAfter.toISOString(),
          ca: certificate.subject,
          caNotAfter: certificate.notAfter.toISOString(),
        },
      };
    }),
};
