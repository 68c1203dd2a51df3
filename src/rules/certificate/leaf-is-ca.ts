import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';
import { leafIsBelow } from './chain-order-invalid.ts';

/** Whether the endpoint presents a CA certificate as its own. */
export const leafIsCa: CertificateRule = {
  id: 'leaf-is-ca',
  title: "CA certificate is used as the endpoint's own",
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "The endpoint's own certificate cannot sign others: it has neither CA:TRUE nor keyCertSign. A CA certificate that is only in the wrong place is reported by chain-order-invalid.",
  impact:
    "The CA's private key is then on the node. Whoever steals it can issue certificates that every peer trusts. Java peers accept the certificate, so nothing points to the problem.",
  fix: reissue('that is not a CA certificate', {
    eck: inKubernetes(
      'Give the operator a certificate that is not a CA certificate: with cert-manager, set isCA: false in the Certificate resource behind spec.http.tls.certificate.secretName. Without spec.http.tls.certificate, the operator issues one itself. A CA of your own goes into the secret as ca.crt and ca.key instead of tls.crt and tls.key.',
    ),
  }),
  source: 'RFC 5280 §4.2.1.9 and §4.2.1.3',
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const signs = leaf.keyUsage?.includes('keyCertSign') ?? false;
      if ((!leaf.isCa && !signs) || leafIsBelow(evidence.chain)) return { kind: 'pass' };
      const says = leaf.isCa ? 'says CA:TRUE' : 'has the usage keyCertSign';
      const finding = {
        kind: 'finding',
        message: `${leaf.subject}${evidence.foundAt === 'file' ? '' : ', which the endpoint presents as its own,'} ${says}.`,
        facts: { subject: leaf.subject, isCa: leaf.isCa, keyUsage: leaf.keyUsage },
      } as const;
      // The self-signed certificate of cert-manager's example for ECK is one.
      return evidence.deployment.type === 'eck' && leaf.selfSigned ? { ...finding, severity: 'medium' } : finding;
    }),
};
