import type { Certificate } from '../../model/certificate.ts';
import { dayMs } from '../../model/days-left.ts';
import { day, span } from '../../wording/spans.ts';
import { uploadedFor } from '../facts/ece-uploads.ts';
import { endFacts } from '../facts/end-facts.ts';
import { orInFile } from '../facts/listed-certificates.ts';
import { isIssuedByOperator, isPastRotation } from '../facts/operator-issued.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { operatorRuns, renewInKubernetes } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the endpoint's own certificate ends soon. */
export const leafExpiring: CertificateRule = {
  id: 'leaf-expiring',
  title: 'Certificate expires soon',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "The endpoint's own certificate does not expire within 30 days (high: within 7). One that is valid for less than 90 days does not expire within a third of its validity. A certificate that the ECK operator issued is reported by eck-operator-not-rotating, in its last day, one that was uploaded to Elastic Cloud Enterprise by ece-certificates-due. With --expires-in, none expires within that time. One that has expired is reported by leaf-expired. Where the REST API was asked, the same is true of each certificate in the files of the node.",
  impact:
    'From that day on new connections are refused: nodes do not rejoin, and Kibana and clients fail. Renewal needs no restart where the file keeps its name.',
  fix: reissue('with new dates, from the same CA', {
    eck: (context) => [
      operatorRuns,
      renewInKubernetes(context, ' If cert-manager issues it, cert-manager renews it by renewBefore of the Certificate.'),
    ],
  }),
  source: 'Elastic docs: update TLS certificates',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    orInFile(
      evidence,
      judgeChain(evidence, (leaf) => {
        if (uploadedFor(evidence) !== null || evidence.ofRouteServer === true) return { kind: 'pass' };
        const left = leaf.notAfter.getTime() - evidence.at.getTime();
        if (isIssuedByOperator(leaf) && isPastRotation(leaf, evidence.at)) return { kind: 'pass' };
        const { mediumMs, highMs } = noticeOf(leaf);
        if (left < 0 || left > Math.max(mediumMs, evidence.expiresInMs ?? 0)) return { kind: 'pass' };
        return {
          kind: 'finding',
          severity: left <= highMs ? 'high' : 'medium',
          message: `The certificate ${leaf.subject} expires on ${day(leaf.notAfter)}, in ${span(left)}.`,
          facts: endFacts(leaf, evidence),
        };
      }),
      { withKey: true, fromMs: 0, untilMs: 30 * dayMs, severity: 'medium' },
    ),
};

/** How long before its end a certificate is due, in milliseconds: a little, and at the last. */
export function noticeOf(leaf: Certificate): { readonly mediumMs: number; readonly highMs: number } {
  if (isIssuedByOperator(leaf)) return { mediumMs: 0, highMs: 0 };
  const third = (leaf.notAfter.getTime() - leaf.notBefore.getTime()) / 3;
  // 7 of 30 days, and the same share of a shorter notice.
  const mediumMs = Math.min(30 * dayMs, third);
  return { mediumMs, highMs: (mediumMs * 7) / 30 };
}
