import { sameName } from '../../model/same-name.ts';
import { day } from '../../wording/spans.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { customSecret, fetchAuthority } from '../remedies/kubernetes.ts';
import { managed, uploadToProxy } from '../remedies/platforms.ts';
import { newerAuthority } from '../remedies/renew-authority.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the CA that is sent and the one that was given are the same certificate. */
export const caReissuedSameKey: CertificateRule = {
  id: 'ca-reissued-same-key',
  title: 'CA was issued again with the same key',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: 'Among the certificates that were sent and given, there is one for each CA name and key.',
  impact:
    'Both certificates verify what the key signed, so nothing fails now. They expire on different days, and some verifiers refuse the new one where a certificate names the key id or serial number of the old one.',
  fix: byDeployment({
    self: newerAuthority,
    eck: (context) => [
      fetchAuthority(context, 'Fetch the CA again wherever a copy is kept. Nothing fails until then.'),
      advice(
        at('kubernetes'),
        `Put the newer certificate of a CA of your own into ca.crt of the secret that ${customSecret(context)} names.`,
      ),
    ],
    ece: uploadToProxy('Nothing fails yet. The clients need the newer certificate of the CA, and the proxy a chain that has it.'),
    ...managed('Nothing fails: public CAs publish several certificates of one key.'),
  }),
  source: 'RFC 5280 §4.2.1.1; Elasticsearch: SslDiagnostics',
  ofServers: true,
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      if (leaf.selfIssued) return { kind: 'not-applicable' };
      const authorities = evidence.authorities.map(({ certificate }) => certificate);
      if (authorities.length < 2) return { kind: 'not-applicable' };
      for (const [index, one] of authorities.entries()) {
        const other = authorities
          .slice(index + 1)
          .find(({ subject, spkiSha256 }) => sameName(subject, one.subject) && spkiSha256 === one.spkiSha256);
        if (!other) continue;
        return {
          kind: 'finding',
          message: `There are two certificates of ${one.subject} with the same key: one ends on ${day(one.notAfter)}, the other on ${day(other.notAfter)}.`,
          facts: {
            subject: one.subject,
            certificates: [one, other].map(({ sha256, notAfter }) => ({ sha256, notAfter: notAfter.toISOString() })),
          },
        };
      }
      return { kind: 'pass' };
    }),
};
