import { isLoopback } from '../../model/local-name.ts';
import { managedBy } from '../../model/managed-name.ts';
import { asksForPassword, judgePlainHttp } from '../facts/plain-http.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { enableHttpTls } from '../remedies/enable-tls.ts';
import { enableOpenSearchHttpTls } from '../remedies/opensearch.ts';
import { plainBesideProxy, platformHttp, tlsByOperator } from '../remedies/platforms.ts';

/** Whether the REST API of Elasticsearch speaks TLS. */
export const httpPlaintext: EndpointRule = {
  id: 'http-plaintext',
  title: 'Elasticsearch HTTP without TLS',
  severity: 'high',
  channels: ['http'],
  requirement: 'The HTTP port of Elasticsearch uses TLS.',
  impact:
    'User names, passwords, API keys and all data cross the network unencrypted. Anyone on the network path can read and change them.',
  fix: byDeployment({
    self: enableHttpTls,
    eck: tlsByOperator('Elasticsearch'),
    ...platformHttp,
    ece: plainBesideProxy,
    openSearch: enableOpenSearchHttpTls,
  }),
  source: 'Elastic docs: set up basic security for the Elastic Stack plus secured HTTPS traffic',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    judgePlainHttp(evidence, (answer) => {
      // Elastic speaks no plain HTTP: of what answers there proxy-answers-instead tells.
      if (managedBy(evidence.observation.target.host) !== null) return { kind: 'not-applicable' };
      const { address } = evidence.observation;
      const inUse = answer.status === 200 || answer.status === 401;
      const credentials = asksForPassword(answer)
        ? ' It asks for a user name and password, which then cross the network in the clear.'
        : '';
      const open = answer.status === 200 ? ' It asks for no credentials at all.' : '';
      return {
        kind: 'finding',
        severity: inUse && !isLoopback(address) ? 'critical' : 'high',
        message: `It answered a plain HTTP request with status ${answer.status}.${credentials}${open}`,
        facts: { status: answer.status, asksForPassword: asksForPassword(answer), loopback: isLoopback(address) },
      };
    }),
};
