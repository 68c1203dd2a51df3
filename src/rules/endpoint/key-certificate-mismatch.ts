import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { matchingPair } from '../remedies/authorities.ts';
import { certificateFiles, customSecret, reissueInKubernetes, writeSecret } from '../remedies/kubernetes.ts';
import { uploadToProxy } from '../remedies/platforms.ts';
import { resend } from '../remedies/resend.ts';

/** Whether the server holds the private key of the certificate that it shows. */
export const keyCertificateMismatch: EndpointRule = {
  id: 'key-certificate-mismatch',
  title: 'Private key belongs to another certificate',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement: "The key of the certificate that the server sent verifies the server's signature over the handshake.",
  impact:
    'Elasticsearch starts with such a pair and logs nothing. Every handshake then fails at the client. Kibana does not start. Usually one of two PEM files was renewed and the other was not.',
  fix: resend('the certificate of the private key beside it', {
    self: matchingPair,
    eck: (context) =>
      context.channel === 'transport' || context.channel === 'remote-cluster'
        ? // A secret of one's own holds a CA there, and the operator makes each pair.
          reissueInKubernetes(context, 'together with its own private key')
        : [
            writeSecret(
              context,
              `Write a matching tls.crt and tls.key into the secret that ${customSecret(context)} names. The operator does not check that they match.`,
              certificateFiles,
            ),
          ],
    ece: uploadToProxy('The proxy needs a private key and a certificate that belong together.'),
    openSearch: matchingPair,
  }),
  source: 'RFC 8446 §4.4.3; RFC 5246 §7.4.3; Elastic docs: troubleshoot TLS handshake failures',
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { conversations } = evidence.observation;
      const invalid = conversations.find(({ serverSignature }) => serverSignature === 'invalid');
      if (invalid) {
        return {
          kind: 'finding',
          message: `The signature that the server made in the handshake${invalid.version ? ` (${invalid.version})` : ''} does not verify under the key of ${leaf.subject}.`,
          facts: { subject: leaf.subject, version: invalid.version, signatureScheme: invalid.signatureScheme, spkiSha256: leaf.spkiSha256 },
        };
      }
      if (conversations.some(({ serverSignature }) => serverSignature === 'valid')) return { kind: 'pass' };
      const unverifiable = conversations.find(({ serverSignature }) => serverSignature === 'unverifiable');
      return {
        kind: 'unknown',
        because: unverifiable ? { code: 'signature-not-checked', scheme: unverifiable.signatureScheme } : { code: 'no-signature-seen' },
      };
    }),
};
