import type { Certificate } from '../../model/certificate.ts';
import { dayMs } from '../../model/days-left.ts';
import type { Deployment } from '../../model/deployment.ts';
import { day, span } from '../../wording/spans.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import { authorityText, judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import { orInFile } from '../facts/listed-certificates.ts';
import { isIssuedByOperator, isPastRotation, livesAsOperatorAuthority, operatorRotatesBeforeMs } from '../facts/operator-issued.ts';
import { withinExpiresIn } from '../facts/within-expires-in.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { authorityFiles, customSecret, writeSecret } from '../remedies/kubernetes.ts';
import { replaceAuthority } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';

/** A CA is hard to change: three months to do it. */
const noticeMs = 90 * dayMs;

/** Whether a CA above the endpoint's certificate ends soon. */
export const caExpiring: CertificateRule = {
  id: 'ca-expiring',
  title: 'CA certificate expires soon',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "No CA certificate above the endpoint's own expires within 90 days. One that is valid for less than 270 days does not expire within a third of its validity. One that the ECK operator replaces is reported only in its last day: by eck-operator-not-rotating where the operator also issued the endpoint's certificate. Those above a certificate that was uploaded to Elastic Cloud Enterprise are reported by ece-certificates-due. With --expires-in, none expires within that time. One that has expired is reported by ca-expired. Where the REST API was asked, the same is true of those in the trust files of the node (low).",
  impact:
    'A CA cannot be replaced in one step: every peer has to trust the new one before it signs, and the old one until the last certificate that it signed is gone.',
  fix: replaceAuthority('that does not expire soon', {
    eck: (context) => [
      advice(
        at('kubernetes'),
        'The operator replaces its own CA 24 hours before it expires, unless it runs with ca-dir: make sure that the operator runs.',
      ),
      writeSecret(context, `Put the next CA into the secret that ${customSecret(context)} names, if that is your own.`, authorityFiles),
    ],
  }),
  source: 'Elastic docs: update certificates with a different CA',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    orInFile(
      evidence,
      judgeIssuingAuthorities(evidence, (authorities) => {
        const { at, deployment, chain } = evidence;
        if (uploadedFor(evidence) !== null) return { kind: 'pass' };
        const isLeafOfOperator = chain[0] !== undefined && isIssuedByOperator(chain[0]);
        const due = authorities
          .filter(({ certificate }) => {
            if (isLeafOfOperator && livesAsOperatorAuthority(certificate) && isPastRotation(certificate, at)) return false;
            const left = certificate.notAfter.getTime() - at.getTime();
            return left >= 0 && left <= Math.max(noticeOfAuthority(certificate, deployment.type), evidence.expiresInMs ?? 0);
          })
          .sort((a, b) => a.certificate.notAfter.getTime() - b.certificate.notAfter.getTime())[0];
        if (!due) return { kind: 'pass' };
        const { certificate, from } = due;
        return {
          kind: 'finding',
          message: `${authorityText(due)} expires on ${day(certificate.notAfter)}, in ${span(certificate.notAfter.getTime() - at.getTime())}.`,
          facts: {
            subject: certificate.subject,
            from,
            notAfter: certificate.notAfter.toISOString(),
            sha256: certificate.sha256,
            ...withinExpiresIn(evidence, certificate.notAfter.getTime() - at.getTime()),
          },
        };
      }),
      { withKey: false, fromMs: 0, untilMs: noticeMs, severity: 'low' },
    ),
};

/** How long before its end a CA is due, in milliseconds. */
export function noticeOfAuthority(authority: Certificate, deployment: Deployment): number {
  if (deployment === 'eck' && livesAsOperatorAuthority(authority)) return operatorRotatesBeforeMs;
  return Math.min(noticeMs, (authority.notAfter.getTime() - authority.notBefore.getTime()) / 3);
}
