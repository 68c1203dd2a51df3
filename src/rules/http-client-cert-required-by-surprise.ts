import { judgeClientAuth, versionsOf } from './client-auth-seen.ts';
import { platformHttp } from './platform-owned.ts';
import type { Rule } from './rule.ts';

/** Whether the HTTP port demands a certificate that its clients do not have. */
export const httpClientCertRequiredBySurprise: Rule = {
  id: 'http-client-cert-required-by-surprise',
  title: 'HTTP demands a client certificate that Kibana lacks',
  severity: 'high',
  channels: ['http'],
  holds: 'Where the HTTP port demands a client certificate, Kibana and the other clients have one.',
  why: 'Whoever has none gets no further than the TLS handshake: Kibana does not start, agents send nothing, health checks fail.',
  remedy: {
    self: 'Set xpack.security.http.ssl.client_authentication: optional, or give each client a certificate (Kibana: elasticsearch.ssl.certificate and elasticsearch.ssl.key, or elasticsearch.ssl.keystore.path) that a CA in xpack.security.http.ssl.certificate_authorities signed.',
    eck: 'Use spec.http.tls.client.authentication, with which the operator issues client certificates to what it manages (Kibana from ECK 3.4, the others from 3.5), instead of xpack.security.http.ssl.client_authentication in spec.nodeSets[].config.',
    ...platformHttp,
    openSearch:
      'Set plugins.security.ssl.http.clientauth_mode: OPTIONAL and restart one node after the other, or give each client a certificate that a CA in plugins.security.ssl.http.pemtrustedcas_filepath signed (OpenSearch Dashboards: opensearch.ssl.certificate, opensearch.ssl.key and opensearch.ssl.alwaysPresentCertificate: true).',
  },
  source: 'Elastic docs: mutual TLS between Kibana and Elasticsearch',
  logLines: ['Empty client certificate chain', 'alert certificate required', 'alert bad certificate'],
  judge: (evidence) =>
    judgeClientAuth(evidence, ({ required, untold }) => {
      if (required.length > 0) {
        const because = `in ${versionsOf(required)} it demands a client certificate; whether Kibana has one stands in kibana.yml, which was not given`;
        return { kind: 'unknown', because };
      }
      return untold === null ? { kind: 'pass' } : { kind: 'unknown', because: untold };
    }),
};
