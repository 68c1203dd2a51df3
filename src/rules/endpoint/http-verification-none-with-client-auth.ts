import { judgeAuthorities } from '../facts/authorities-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { clientsAuthority } from '../remedies/clients-authority.ts';
import { inKubernetes, platformHttp } from '../remedies/platforms.ts';
import { removal } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the HTTP port checks the client certificates that it asks for. */
export const httpVerificationNoneWithClientAuth: EndpointRule = {
  id: 'http-verification-none-with-client-auth',
  title: 'HTTP accepts any client certificate',
  severity: 'critical',
  channels: ['http'],
  requirement: 'An HTTP port that asks for client certificates verifies them.',
  impact: 'With a PKI realm a certificate is a login. Anyone can create a certificate with the right name and log in as that user.',
  fix: byDeployment({
    self: (context) => [
      ...clientsAuthority(context),
      removal(context, 'every-node', ['xpack.security.http.ssl.verification_mode'], 'The default, full, checks client certificates.'),
      ...rollingRestart(context),
    ],
    eck: inKubernetes(
      'Delete xpack.security.http.ssl.verification_mode from spec.nodeSets[].config. For client certificates use spec.http.tls.client.authentication (ECK 3.4 and later).',
    ),
    ...platformHttp,
    openSearch: () => [
      advice(
        at('network'),
        'OpenSearch checks every client certificate that it takes against plugins.security.ssl.http.pemtrustedcas_filepath, and no setting turns that off: find the proxy that ends TLS before the node, and make it check the certificates or pass TCP through unopened.',
      ),
    ],
  }),
  source: 'Elasticsearch reference: HTTP TLS/SSL settings (xpack.security.http.ssl.verification_mode)',
  judge: (evidence) => {
    const { selfSignedAnswer: answered } = evidence.observation;
    return judgeAuthorities(evidence, { kind: 'not-applicable' }, (names) => {
      // Client authentication `optional` of a JSSE server refuses a certificate that it does not trust, so whoever let ours in checks none.
      if (answered === 'accepted') {
        return {
          kind: 'finding',
          message: 'Confirmed: the node accepted a certificate that handclasp had just created.',
          facts: { stranger: answered, authorities: names.length },
        };
      }
      if (names.length > 0 || answered === 'refused') return { kind: 'pass' };
      return {
        kind: 'finding',
        message:
          'Likely, it accepts any client certificate: it asks for one and names no CA that has to issue it, as with verification_mode none. --try-self-signed confirms it.',
        facts: { stranger: answered, authorities: 0 },
      };
    });
  },
};
