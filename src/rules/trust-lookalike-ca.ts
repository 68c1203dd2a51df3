import { judgeChain } from './judge-chain.ts';
import { lookalikeAnchors } from './lookalike-anchors.ts';
import { managed } from './remedies.ts';
import type { Rule } from './rule.ts';

/** Whether a trusted CA of the issuer's name has another key than the one that signed. */
export const trustLookalikeCa: Rule = {
  id: 'trust-lookalike-ca',
  title: 'Same CA name, different CA',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  holds:
    "The trusted CA that bears the issuer's name also has the key that signed. Keys are compared by the signature; key ids that differ while the key is the same are told by aki-ski-mismatch.",
  why: 'A CA that was made again under the same name looks right in every listing, and nothing that it signed verifies under the old one. certutil and auto-configuration always use the same names, so two CAs are easily taken for one. A Java node even sends its certificate, since the name is listed, and is then refused.',
  remedy: {
    self: 'Find the CA that is to stay: compare openssl x509 -noout -subject -fingerprint -sha256 -ext subjectKeyIdentifier on each node. Issue the certificates of the minority anew from it (bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12, or http), or let certificate_authorities or truststore.path hold both CAs until that is done. Nodes that auto-configured each for itself: empty the data directory of the newcomer and run bin/elasticsearch-reconfigure-node --enrollment-token with a token from bin/elasticsearch-create-enrollment-token -s node.',
    eck: 'The CA was made anew and a copy of the old one is still in use: fetch it again (kubectl get secret <name>-es-http-certs-public -o jsonpath="{.data.ca\\.crt}" | base64 -d; transport: <name>-es-transport-certs-public), or delete <name>-es-http-certs-internal or <statefulset>-es-transport-certs so that the operator issues from the present CA.',
    ece: 'Fetch the CA again from Platform > Settings > TLS settings (proxy) or from the Security page of the deployment (Trusted environments), and replace the copy that clients and remote clusters hold.',
    ...managed('Its endpoints lead to public roots: trust those (--ca system) and drop the copied CA.'),
    openSearch:
      'Find the CA that is to stay: compare openssl x509 -noout -subject -fingerprint -sha256 -ext subjectKeyIdentifier on each node. Issue the certificates of the minority anew from it, or let the file of plugins.security.ssl.transport.pemtrustedcas_filepath hold both CAs until that is done. A new CA is better given a name of its own.',
  },
  source: 'Elasticsearch: SslDiagnostics, AutoConfigureNode; RFC 5280 §4.2.1.1',
  logLines: [
    'Path does not chain with any of the trust anchors',
    'the signatures do not match',
    'the trusted certificate has fingerprint',
    'unable to verify the first certificate',
  ],
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { trust } = evidence;
      if (trust.kind === 'not-checked') return { kind: 'unknown', because: trust.because };
      if (trust.kind !== 'untrusted') return { kind: 'pass' };
      const [lookalike] = lookalikeAnchors(evidence);
      if (lookalike) {
        const { anchor, child } = lookalike;
        return {
          kind: 'finding',
          message: `${child.subject} was issued by a ${child.issuer} that is not the given one: the same name, another key.`,
          facts: {
            name: child.issuer,
            subject: child.subject,
            authorityKeyId: child.authorityKeyId,
            trustedSubjectKeyId: anchor.subjectKeyId,
            trustedSha256: anchor.sha256,
            issuerSha256: evidence.issuer?.sha256 ?? null,
          },
        };
      }
      if (trust.reason !== 'lookalike-ca') return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The given CA bears the issuer's name and has another key: ${trust.detail}`,
        facts: { name: leaf.issuer },
      };
    }),
};
