import type { ListedCertificate } from '../../model/api-facts.ts';
import { dayMs } from '../../model/days-left.ts';
import type { DiagnosticEvidence } from '../../model/diagnostic.ts';
import type { Severity } from '../../model/severity.ts';
import { day, span } from '../../wording/spans.ts';
import type { DiagnosticOutcome } from '../framework/rule.ts';
import { placeOf } from './listed-certificates.ts';
import { operatorRotatesBeforeMs } from './operator-issued.ts';
import { withinExpiresIn } from './within-expires-in.ts';

/** `own`: of the node. `authority`: to be trusted, or issued by itself: of auto-configuration the store for HTTP holds the key of its CA. */
type Role = 'own' | 'authority';

/**
 * What a rule on dates makes of the certificates that a node listed (`GET _ssl/certificates`): those of the files that its settings name. The list has no beginning of a
 * certificate's life, so that the notice is the same for all.
 *
 * @param severityOf of a certificate that has so many milliseconds left; null where that is no matter of the rule
 */
export function judgeCollected(
  { diagnostic, at, deployment, expiresInMs }: DiagnosticEvidence,
  role: Role,
  severityOf: (leftMs: number, dueMs: number) => Severity | null,
): DiagnosticOutcome {
  const { certificates } = diagnostic;
  if (diagnostic.product !== 'elasticsearch') return { kind: 'not-applicable' };
  if (certificates.kind !== 'told') return { kind: 'unknown', because: certificates.because };
  const usualMs = (role === 'own' ? 30 : 90) * dayMs;
  // What the ECK operator wrote it replaces in the last day.
  const dueMs = Math.max(deployment === 'eck' ? operatorRotatesBeforeMs : usualMs, expiresInMs ?? 0);
  const cases = certificates.value
    .filter((one) => roleOf(one) === role)
    .flatMap((listed) => {
      const leftMs = listed.expiry.getTime() - at.getTime();
      const severity = severityOf(leftMs, dueMs);
      if (severity === null) return [];
      const when = leftMs < 0 ? `ended on ${day(listed.expiry)}, ${span(leftMs)} ago` : `ends on ${day(listed.expiry)}, in ${span(leftMs)}`;
      return [
        {
          message: `${listed.subject} in ${placeOf(listed)} ${when}.`,
          severity,
          subjects: [diagnostic.node ?? placeOf(listed)],
          facts: {
            path: listed.path,
            subject: listed.subject,
            issuer: listed.issuer,
            serialNumber: listed.serialNumber,
            notAfter: listed.expiry.toISOString(),
            ...withinExpiresIn({ expiresInMs }, leftMs),
          },
        },
      ];
    });
  return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
}

function roleOf({ hasPrivateKey, subject, issuer }: ListedCertificate): Role {
  return hasPrivateKey && subject !== issuer ? 'own' : 'authority';
}
