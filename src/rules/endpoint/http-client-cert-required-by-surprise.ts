import type { FixContext, FixStep } from '../../model/fix.ts';
import { judgeClientAuth } from '../facts/client-auth-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { clientCertificate } from '../remedies/kibana.ts';
import { authenticateClients } from '../remedies/kubernetes.ts';
import { platformHttp } from '../remedies/platforms.ts';
import { setting, settingAdvice } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the HTTP port demands a certificate that its clients do not have. */
export const httpClientCertRequiredBySurprise: EndpointRule = {
  id: 'http-client-cert-required-by-surprise',
  title: 'HTTP requires a client certificate that Kibana lacks',
  severity: 'high',
  channels: ['http'],
  requirement: 'Where the HTTP port requires a client certificate, Kibana and the other clients have one.',
  impact: 'Clients without a certificate fail in the TLS handshake: Kibana does not start, agents send nothing, and health checks fail.',
  fix: byDeployment({
    self: (context) =>
      context.product === 'kibana' && !context.found.hidesCertificate
        ? [
            ...clientCertificate(context, 'for Kibana', { isForUsers: true }),
            advice(
              at('member'),
              'Kibana then shows its certificate in the requests of its users too, or they would be refused. Make sure that no PKI realm maps the DN of this certificate to a role.',
            ),
            orOptional(context),
          ]
        : optionalClients(context),
    eck: () => [
      authenticateClients(
        'Use this in place of xpack.security.http.ssl.client_authentication in spec.nodeSets[].config. The operator then issues client certificates to what it manages (Kibana from ECK 3.4, the others from 3.5).',
      ),
    ],
    ...platformHttp,
    openSearch: (context) => [
      setting(context, 'every-node', 'Accept clients without a certificate.', {
        'plugins.security.ssl.http.clientauth_mode': 'OPTIONAL',
      }),
      ...rollingRestart(context),
    ],
  }),
  source: 'Elastic docs: mutual TLS between Kibana and Elasticsearch',
  judge: (evidence) =>
    judgeClientAuth(evidence, ({ required, undetermined }) => {
      if (required.length > 0) {
        return {
          kind: 'unknown',
          because: { code: 'client-certificate-of-kibana-unknown', versions: required.map(({ version }) => version) },
        };
      }
      return undetermined === null ? { kind: 'pass' } : { kind: 'unknown', because: undetermined };
    }),
};

function optionalClients(context: FixContext): readonly FixStep[] {
  return [
    setting(
      { ...context, directory: context.product === 'elasticsearch' ? context.directory : null },
      'every-node-of-elasticsearch',
      'Accept clients without a certificate.',
      { 'xpack.security.http.ssl.client_authentication': 'optional' },
    ),
    ...(context.product === 'elasticsearch'
      ? rollingRestart(context)
      : [advice(at('every-node'), 'Restart Elasticsearch, one node after the other.')]),
    advice(
      at('client'),
      'To keep requiring certificates instead, give each client one from a CA in xpack.security.http.ssl.certificate_authorities, Kibana in elasticsearch.ssl.certificate and elasticsearch.ssl.key. If its users are refused then, set elasticsearch.ssl.alwaysPresentCertificate: true, and map that certificate in no PKI realm.',
    ),
  ];
}

function orOptional(context: FixContext): FixStep {
  return settingAdvice(
    context,
    'every-node-of-elasticsearch',
    'To accept clients without a certificate instead, set xpack.security.http.ssl.client_authentication: optional, and restart one node after the other.',
  );
}
