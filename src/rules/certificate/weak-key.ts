import type { Certificate } from '../../model/certificate.ts';
import type { Severity } from '../../model/severity.ts';
import { judgeEach } from '../facts/issuing-authorities.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the keys of the endpoint's certificate and of the CAs above it are large enough. */
export const weakKey: CertificateRule = {
  id: 'weak-key',
  title: 'Key is too short',
  severity: 'high',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The keys of the certificate and of each CA above it, as far as sent or given, are RSA of at least 2048 bits, EC of at least 224 bits, Ed25519 or Ed448. RSA below 1024 bits and EC below 224 bits are critical, since the JDK refuses them.',
  impact:
    'RSA keys of 1024 bits can be factored with enough resources. Nodes and Kibana still accept them. Systems that enforce OpenSSL security level 2 do not. DSA keys work with no TLS 1.3 peer.',
  fix: reissue('with an RSA key of 2048 bits or more, or an EC key on P-256', {
    before: () => [
      advice(at('ca-machine'), 'If the key of the CA is the short one, replace the CA first, as handclasp explain ca-expiring shows.'),
    ],
  }),
  source: 'NIST SP 800-57 part 1; JDK java.security: jdk.certpath.disabledAlgorithms',
  judge: (evidence) =>
    judgeEach(evidence, (certificates) => {
      const judged = certificates.map((certificate) => ({ certificate, strength: strengthOf(certificate) }));
      const weak = judged.find(({ strength }) => strength === 'critical') ?? judged.find(({ strength }) => strength === 'high');
      if (weak) {
        const { certificate, strength } = weak;
        const { algorithm, bits } = certificate.publicKey;
        return {
          kind: 'finding',
          severity: strength === 'critical' ? 'critical' : 'high',
          message: `${certificate.subject} has a key of ${algorithm}${bits === null ? '' : ` with ${bits} bits`}.`,
          facts: { subject: certificate.subject, algorithm, bits, sha256: certificate.sha256 },
        };
      }
      const undetermined = judged.find(({ strength }) => strength === 'unknown');
      if (undetermined)
        return {
          kind: 'unknown',
          because: {
            code: 'key-not-understood',
            subject: undetermined.certificate.subject,
            algorithm: undetermined.certificate.publicKey.algorithm,
          },
        };
      return { kind: 'pass' };
    }),
};

function strengthOf({ publicKey: { algorithm, bits } }: Certificate): Extract<Severity, 'critical' | 'high'> | 'enough' | 'unknown' {
  switch (algorithm) {
    case 'RSA':
    case 'RSA-PSS':
      return bits === null ? 'unknown' : bits < 1024 ? 'critical' : bits < 2048 ? 'high' : 'enough';
    case 'EC':
      return bits === null ? 'unknown' : bits < 224 ? 'critical' : 'enough';
    case 'DSA':
      return bits !== null && bits < 1024 ? 'critical' : 'high';
    case 'Ed25519':
    case 'Ed448':
      return 'enough';
    default:
      return 'unknown';
  }
}
