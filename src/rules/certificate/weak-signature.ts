import type { Severity } from '../../model/severity.ts';
import { judgeEach } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { onPlatform } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the certificate and the intermediates are signed with a digest that still counts. */
export const weakSignature: CertificateRule = {
  id: 'weak-signature',
  title: 'Certificate is signed with a weak hash',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The certificate and each intermediate, as far as sent or given, are signed with SHA-256 or better. MD5 is critical (the JDK refuses it), SHA-1 high, SHA-224 medium (JDK 25 refuses it in TLS 1.3). The signature of a root does not count, since the root itself is trusted.',
  impact:
    'SHA-1 signatures can be forged. Java nodes accept them from a private CA. Browsers, Node.js, OpenSSL from security level 1 on and the ECE proxy from 3.5 on refuse them.',
  fix: reissue('signed with SHA-256', {
    ece: onPlatform(
      'Upload a certificate signed with SHA-256 under Platform > Settings > TLS settings > proxy. To gain time on ECE 3.5 and later: run allowX509Sha1Certs.sc on a director and recreate frc-proxies-proxyv2 on the proxies; rejectX509Sha1Certs.sc undoes it.',
    ),
  }),
  source: 'RFC 9155; JDK java.security: jdk.certpath.disabledAlgorithms; Elastic docs: allow SHA-1 signed certificates (ECE)',
  judge: (evidence) =>
    judgeEach(evidence, (certificates) => {
      const judged = certificates
        .filter((certificate) => certificate === evidence.chain[0] || !certificate.selfIssued)
        .map((certificate) => ({ certificate, severity: severityOf(certificate.signatureAlgorithm) }));
      const weak = (['critical', 'high', 'medium'] as const).flatMap((severity) => judged.filter((one) => one.severity === severity))[0];
      if (!weak) return { kind: 'pass' };
      const { certificate, severity } = weak;
      return {
        kind: 'finding',
        ...(severity ? { severity } : {}),
        message: `${certificate.subject} is signed with ${certificate.signatureAlgorithm}.`,
        facts: { subject: certificate.subject, signatureAlgorithm: certificate.signatureAlgorithm, sha256: certificate.sha256 },
      };
    }),
};

function severityOf(algorithm: string): Severity | null {
  if (/md[245]/i.test(algorithm)) return 'critical';
  if (/sha-?1(?!\d)/i.test(algorithm)) return 'high';
  if (/sha-?224(?!\d)/i.test(algorithm)) return 'medium';
  return null;
}
