import type { FixContext, FixStep } from '../../model/fix.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { exchangeAuthority } from '../remedies/replace-authority.ts';

/** Whether the endpoint's certificate was issued by a CA. */
export const selfSignedPerNode: CertificateRule = {
  id: 'self-signed-per-node',
  title: 'Certificate is self-signed',
  severity: 'medium',
  channels: ['transport', 'http', 'remote-cluster'],
  requirement: "The endpoint's own certificate was issued by a CA, not signed by its own key.",
  impact:
    'Each peer has to trust this very certificate, so a new node or a renewal changes every truststore. Java checks neither dates nor usages of a certificate that it trusts directly.',
  fix: reissue('from one CA that all nodes trust', {
    self: oneAuthority,
    openSearch: oneAuthority,
  }),
  source: 'Elastic docs: troubleshoot TLS handshake failures; elasticsearch-certutil',
  ofServers: true,
  ofKeyHolders: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) =>
      leaf.selfSigned
        ? {
            kind: 'finding',
            message: `${leaf.subject} is signed by its own key.`,
            facts: { subject: leaf.subject, sha256: leaf.sha256, isCa: leaf.isCa },
          }
        : { kind: 'pass' },
    ),
};

function oneAuthority(context: FixContext): readonly FixStep[] {
  return exchangeAuthority(context, 'Make one CA for all nodes, where there is none yet.');
}
