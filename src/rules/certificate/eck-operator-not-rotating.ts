import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import type { FixOf } from '../../model/fix.ts';
import { day, span } from '../../wording/spans.ts';
import { endFacts } from '../facts/end-facts.ts';
import { isIssuedByOperator, isPastRotation, livesAsOperatorAuthority } from '../facts/operator-issued.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { deleteCertificates, operatorRuns } from '../remedies/kubernetes.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at, command } from '../remedies/steps.ts';

const inTheCluster: FixOf = (context) => [
  operatorRuns,
  command(
    at('kubernetes'),
    'Find what keeps the operator from it.',
    'kubectl get pods --namespace elastic-system',
    'kubectl logs --namespace elastic-system statefulset/elastic-operator --since=24h | grep -i -e certificate -e error',
  ),
  deleteCertificates(context, 'Delete the secret of the certificate once the operator runs: it then issues another one at once.'),
  advice(
    at('kubernetes'),
    'If the secret already has the new certificate, the pod has not read it yet: kubelet copies it within about two minutes. Restart the pod if it still serves the old one after that.',
  ),
];

const elsewhere = inKubernetes(
  'The operator of Elastic Cloud on Kubernetes issued this certificate, so the fix is there: run the command again with --deployment eck for the steps.',
);

/** Whether the operator of ECK replaces the certificates that it issued. */
export const eckOperatorNotRotating: CertificateRule = {
  id: 'eck-operator-not-rotating',
  title: 'ECK operator has not renewed its certificate',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'A certificate that the ECK operator issued is replaced 24 hours before its end (cert-rotate-before, ca-cert-rotate-before). One that has expired is reported by leaf-expired or ca-expired, one of your own by leaf-expiring or ca-expiring.',
  impact:
    'The operator is down, or does not manage this resource, or a pod did not read the new certificate. Within a day nodes refuse each other, and Kibana and clients fail.',
  fix: byDeployment({
    self: elsewhere,
    eck: inTheCluster,
    ece: elsewhere,
    ech: elsewhere,
    serverless: elsewhere,
    openSearch: () => [advice(at('kubernetes'), 'ECK runs no OpenSearch. Renew the certificate where it was issued.')],
  }),
  source: 'Elastic docs: ECK, operator configuration (cert-rotate-before, ca-cert-rotate-before)',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const due = certificatesOfOperator(evidence, leaf).find((certificate) => isPastRotation(certificate, evidence.at));
      if (due === undefined) return { kind: 'pass' };
      const left = due.notAfter.getTime() - evidence.at.getTime();
      return {
        kind: 'finding',
        message: `${due === leaf ? 'The certificate' : 'The CA certificate'} ${due.subject} of the ECK operator expires on ${day(due.notAfter)}, in ${span(left)}: the operator should have replaced it 24 hours before.`,
        facts: endFacts(due, evidence),
      };
    }),
};

/** A CA shows by its life alone, so that it counts beside a leaf of the operator. */
function certificatesOfOperator({ authorities }: CertificateEvidence, leaf: Certificate): readonly Certificate[] {
  if (!isIssuedByOperator(leaf)) return [];
  return [leaf, ...authorities.map(({ certificate }) => certificate).filter(livesAsOperatorAuthority)];
}
