import type { Certificate } from '../../model/certificate.ts';
import { sameName } from '../../model/same-name.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { resend } from '../remedies/resend.ts';
import { leafIsBelow } from './chain-order-invalid.ts';

/** Whether each certificate that is sent has a part in the path. */
export const chainUnrelatedCertificate: CertificateRule = {
  id: 'chain-unrelated-certificate',
  title: 'Chain contains a certificate that signs nothing in it',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "Each certificate other than the endpoint's own issued another one in the chain, and none is sent twice. The order is checked by chain-order-invalid.",
  impact:
    'Elasticsearch refuses to load a file whose second certificate did not issue the first. Elsewhere the extra certificate only makes every handshake larger. It usually shows that the file was put together from the wrong parts.',
  fix: resend('its own certificate and its issuers, and nothing else'),
  source: 'RFC 5246 §7.4.2',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf, above) => {
      const chain = [leaf, ...above];
      const [broken] = evidence.unreadable;
      const beside = leafIsBelow(chain) ? [] : besidePath(chain);
      if (beside.length > 0) {
        return {
          kind: 'finding',
          message: `${beside.map((certificate) => certificate.subject).join('; ')}: sent, but issued nothing in the chain${beside.some((certificate) => comesTwice(certificate, chain)) ? ', or sent twice' : ''}.`,
          facts: {
            unrelated: beside.map(({ subject, sha256 }) => ({ subject, sha256 })),
            sent: chain.map((certificate) => certificate.subject),
          },
        };
      }
      if (broken) return { kind: 'unknown', because: { code: 'chain-certificate-unreadable', flaw: broken.flaw } };
      return above.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' };
    }),
};

/** What is no issuer, by name, of anything that leads down to the leaf; and each further copy of a certificate. */
function besidePath(chain: readonly Certificate[]): readonly Certificate[] {
  const related = new Set<Certificate>(chain.slice(0, 1));
  for (const child of related) {
    for (const certificate of chain) if (sameName(certificate.subject, child.issuer)) related.add(certificate);
  }
  const seen = new Set<string>();
  return chain.filter((certificate) => {
    const again = seen.has(certificate.sha256);
    seen.add(certificate.sha256);
    return again || !related.has(certificate);
  });
}

function comesTwice(certificate: Certificate, chain: readonly Certificate[]): boolean {
  return chain.filter(({ sha256 }) => sha256 === certificate.sha256).length > 1;
}
