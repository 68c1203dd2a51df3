import { judgeChain } from './judge-chain.ts';
import { orInFile } from './listed-certificates.ts';
import { pinnedByName } from './pinned-by-name.ts';
import { reissue, renewInOpenSearch } from './remedies.ts';
import type { Rule } from './rule.ts';
import { day, span } from './spans.ts';

/** Whether the endpoint's own certificate has ended. */
export const leafExpired: Rule = {
  id: 'leaf-expired',
  title: 'Certificate has expired',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  holds:
    "The endpoint's own certificate has not ended. Where transport peers trust that certificate itself, and so skip its dates, the rule expired-masked-by-pinning speaks. Where the REST API was asked, no certificate in the files of the node has, which is medium where the port does not show it.",
  why: 'Every new connection is refused: nodes do not rejoin after a restart or a network fault, Kibana and clients fail. Connections that are open stay open, which hides it.',
  remedy: reissue('with new dates, from the same CA', {
    self: 'Renew from the CA that is in use, so that no truststore changes. Transport: bin/elasticsearch-certutil cert --ca elastic-stack-ca.p12, put in place of xpack.security.transport.ssl.keystore.path under the same name and password. HTTP: bin/elasticsearch-certutil http with the same CA; after auto-configuration the CA key is the entry http_ca of certs/http.p12. Kibana: server.ssl.certificate and server.ssl.key, then SIGHUP (8.11.2 and later) or a restart. Restart no node before its new certificate is in place.',
    eck: 'The operator renews its own certificates 24 hours before their end: see that it runs and that the resource is not paused (annotation eck.k8s.elastic.co/managed: "false"); then delete the secret <name>-es-http-certs-internal, <name>-kb-http-certs-internal or <statefulset>-es-transport-certs. A certificate of your own: renew tls.crt and tls.key in the secret of spec.http.tls.certificate.secretName.',
    openSearch: `${renewInOpenSearch} Do it before a node restarts: OpenSearch does not start with an expired certificate.`,
  }),
  source: 'Elastic docs: update certificates with the same CA; RFC 5280 §4.1.2.5',
  logLines: [
    'CertificateExpiredException: NotAfter',
    'Received fatal alert: certificate_unknown',
    'Received fatal alert: certificate_expired',
    'certificate has expired',
  ],
  particular: true,
  judge: (evidence) =>
    orInFile(
      evidence,
      judgeChain(evidence, (leaf) => {
        const { at, observation } = evidence;
        if (leaf.notAfter >= at) return { kind: 'pass' };
        if (observation.channel === 'transport' && pinnedByName(evidence, leaf)) return { kind: 'pass' };
        return {
          kind: 'finding',
          message: `The certificate ${leaf.subject} ended on ${day(leaf.notAfter)}, ${span(at.getTime() - leaf.notAfter.getTime())} ago.`,
          facts: { subject: leaf.subject, notAfter: leaf.notAfter.toISOString(), at: at.toISOString(), sha256: leaf.sha256 },
        };
      }),
      { withKey: true, fromMs: Number.NEGATIVE_INFINITY, untilMs: -1, severity: 'medium' },
    ),
};
