import type { Certificate } from '../../model/certificate.ts';
import type { Deployment } from '../../model/deployment.ts';
import { day, dayMs, span } from '../../wording/spans.ts';
import { authorityText, judgeIssuingAuthorities } from '../facts/issuing-authorities.ts';
import { orInFile } from '../facts/listed-certificates.ts';
import { livesAsOperatorAuthority, operatorRotatesBeforeMs } from '../facts/operator-issued.ts';
import { withinExpiresIn } from '../facts/within-expires-in.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { customSecret, writeSecret } from '../remedies/kubernetes.ts';
import { replaceAuthority } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';

/** A CA is hard to change: three months to do it. */
const noticeMs = 90 * dayMs;

/** Whether a CA above the endpoint's certificate ends soon. */
export const caExpiring: CertificateRule = {
  id: 'ca-expiring',
  title: 'CA certificate ends soon',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  holds:
    "No CA certificate above the endpoint's own ends within 90 days; within a third of its life where it lives less than 270 days; within a day where the ECK operator replaces it by itself. With --expires-in, none ends within that time. One that has ended is told by ca-expired. Where the REST API was asked, the same is true of those in the trust files of the node (low).",
  why: 'A CA cannot be exchanged in one step: the new one has to be trusted everywhere before it signs, and the old one until its last certificate is gone.',
  fix: replaceAuthority('that does not end soon', {
    eck: (context) => [
      advice(
        at('kubernetes'),
        'The operator replaces its own CA 24 hours before the end, unless it runs with ca-dir: make sure that it runs.',
      ),
      writeSecret(context, `Put the next CA into the secret that ${customSecret(context)} names, if that is your own.`, [
        'ca.crt',
        'ca.key',
      ]),
    ],
  }),
  source: 'Elastic docs: update certificates with a different CA',
  particular: true,
  judge: (evidence) =>
    orInFile(
      evidence,
      judgeIssuingAuthorities(evidence, (authorities) => {
        const { at, deployment } = evidence;
        const due = authorities
          .filter(({ certificate }) => {
            const left = certificate.notAfter.getTime() - at.getTime();
            return left >= 0 && left <= Math.max(noticeOfAuthority(certificate, deployment.type), evidence.expiresInMs ?? 0);
          })
          .sort((a, b) => a.certificate.notAfter.getTime() - b.certificate.notAfter.getTime())[0];
        if (!due) return { kind: 'pass' };
        const { certificate, from } = due;
        return {
          kind: 'finding',
          message: `${authorityText(due)} ends on ${day(certificate.notAfter)}, in ${span(certificate.notAfter.getTime() - at.getTime())}.`,
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
