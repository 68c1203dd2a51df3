import { judgeChain } from './judge-chain.ts';
import { resend } from './remedies.ts';
import type { Rule } from './rule.ts';

/** Whether the server holds the private key of the certificate that it shows. */
export const keyCertificateMismatch: Rule = {
  id: 'key-certificate-mismatch',
  title: 'Private key belongs to another certificate',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  holds: "The server's signature over the handshake verifies under the key of the certificate that it sent.",
  why: 'Elasticsearch starts with such a pair and says nothing; every handshake then fails at the client. Kibana does not start. Usually one of two PEM files was renewed and the other was not.',
  remedy: resend('the certificate of the private key beside it', {
    self: 'Compare openssl x509 -in node.crt -noout -pubkey with openssl pkey -in node.key -pubout: they must print the same. Put the matching pair in place, both files at once (xpack.security.transport.ssl.key and certificate, the same under http.ssl; Kibana: server.ssl.key and server.ssl.certificate), or use one PKCS#12 file, which cannot be half renewed.',
    eck: 'tls.crt and tls.key in the secret that spec.http.tls.certificate.secretName names are no pair, which the operator does not check: write both anew in one kubectl apply.',
    ece: 'Upload key and certificate of one pair, in one PEM, under Platform > Settings > TLS settings > proxy.',
    openSearch:
      'Compare openssl x509 -in node.crt -noout -pubkey with openssl pkey -in node.key -pubout: they must print the same. Put the matching pair in place, both files at once (plugins.security.ssl.transport.pemkey_filepath and pemcert_filepath, the same under plugins.security.ssl.http), or use one PKCS#12 file (keystore_filepath), which cannot be half renewed.',
  }),
  source: 'RFC 8446 §4.4.3; RFC 5246 §7.4.3; Elastic docs: troubleshoot TLS handshake failures',
  logLines: ['Invalid CertificateVerify signature', 'Invalid ECDH ServerKeyExchange signature', 'bad signature', 'key values mismatch'],
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
        because: unverifiable
          ? `the server's handshake signature could not be checked (${unverifiable.signatureScheme ?? 'its scheme did not show'})`
          : 'no handshake signature of the server was seen',
      };
    }),
};
