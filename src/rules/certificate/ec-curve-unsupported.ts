import type { Certificate } from '../../model/certificate.ts';
import type { Channel } from '../../model/channel.ts';
import type { Severity } from '../../model/severity.ts';
import { judgeEach } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the peers can use the curves of the certificate and its CAs. */
export const ecCurveUnsupported: CertificateRule = {
  id: 'ec-curve-unsupported',
  title: 'Key is on a curve that peers cannot use',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'EC keys of the certificate and of each CA above it, as far as sent or given, are on P-256, P-384 or P-521. Ed25519 and Ed448 work between nodes (low; a JVM before 15 cannot use them), but not for browsers.',
  impact:
    'The JDK supports neither secp256k1 nor the brainpool curves in TLS since version 16. Browsers never supported those curves, nor Ed25519. Such peers fail with no cipher suite in common, or refuse the certificate.',
  fix: reissue('with an RSA key of 2048 bits or more, or an EC key on P-256'),
  source: 'RFC 8422 §5.1.1; JDK-8235540 (obsolete curves removed); CA/Browser Forum Baseline Requirements §6.1.5',
  judge: (evidence) =>
    judgeEach(evidence, (certificates) => {
      const { channel } = evidence;
      const judged = certificates.map((certificate) => ({ certificate, severity: severityOf(certificate, channel) }));
      const found = judged.find(({ severity }) => severity === 'medium') ?? judged.find(({ severity }) => severity === 'low');
      if (found) {
        const { certificate, severity } = found;
        const { algorithm, curve } = certificate.publicKey;
        return {
          kind: 'finding',
          severity: severity === 'low' ? 'low' : 'medium',
          message: `${certificate.subject} has a key on ${curve ?? algorithm}.`,
          facts: { subject: certificate.subject, algorithm, curve, sha256: certificate.sha256 },
        };
      }
      const undetermined = judged.find(({ severity }) => severity === 'unknown');
      if (undetermined) return { kind: 'unknown', because: { code: 'curve-not-understood', subject: undetermined.certificate.subject } };
      return { kind: 'pass' };
    }),
};

const common: ReadonlySet<string> = new Set(['P-256', 'P-384', 'P-521']);

function severityOf(
  { publicKey: { algorithm, curve } }: Certificate,
  channel: Channel,
): Extract<Severity, 'medium' | 'low'> | 'none' | 'unknown' {
  if (algorithm === 'Ed25519' || algorithm === 'Ed448') return channel === 'transport' || channel === 'remote-cluster' ? 'low' : 'medium';
  if (algorithm !== 'EC') return 'none';
  if (curve === null) return 'unknown';
  return common.has(curve) ? 'none' : 'medium';
}
