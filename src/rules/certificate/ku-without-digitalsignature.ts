import { pinnedRemark } from '../facts/pinned-remark.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the key usages of the endpoint's certificate allow the handshake signature. */
export const kuWithoutDigitalsignature: CertificateRule = {
  id: 'ku-without-digitalsignature',
  title: 'Key usage does not allow the handshake signature',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  requirement:
    "If the endpoint's own certificate lists key usages, digitalSignature is one of them: TLS 1.3 and every (EC)DHE suite sign with its key. Where a transport node trusts this very certificate, Java does not check its usages, and the severity is high.",
  impact:
    'Java peers refuse the certificate. OpenSSL and Node.js accept it if it lists keyEncipherment or keyAgreement. So curl works, but nodes do not join.',
  fix: reissue('with keyUsage=digitalSignature,keyEncipherment (for EC keys digitalSignature), or without a keyUsage extension', {
    extensions: ['keyUsage=digitalSignature,keyEncipherment'],
  }),
  source: 'RFC 5280 §4.2.1.3; RFC 8446 §4.4.2.2; kubernetes/examples#171',
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const usages = leaf.keyUsage;
      if (usages === null || usages.includes('digitalSignature')) return { kind: 'pass' };
      const pinned = evidence.channel === 'transport' && evidence.pinned;
      return {
        kind: 'finding',
        ...(pinned ? { severity: 'high' as const } : {}),
        message: `${leaf.subject} has the key usages ${usages.join(', ') || 'none'}, without digitalSignature${pinned ? pinnedRemark : ''}.`,
        facts: { subject: leaf.subject, keyUsage: usages },
      };
    }),
};
