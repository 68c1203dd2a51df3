import { isLoopback } from '../../model/local-name.ts';
import { managedBy } from '../../model/managed-name.ts';
import { judgePlainHttp } from '../facts/plain-http.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { ownCertificateOfKibana } from '../remedies/file-steps.ts';
import { enableDashboardsTls } from '../remedies/opensearch.ts';
import { plainBesideProxy, platformHttp, tlsByOperator } from '../remedies/platforms.ts';

/** Whether Kibana speaks TLS. */
export const kibanaPlaintext: EndpointRule = {
  id: 'kibana-plaintext',
  title: 'Kibana without TLS',
  severity: 'high',
  channels: ['kibana'],
  requirement: 'Kibana uses TLS for browsers, or is reached on loopback only.',
  impact:
    'Passwords and session cookies of all users cross the network unencrypted. Auto-configuration turns TLS on for Elasticsearch, but never for Kibana.',
  fix: byDeployment({
    self: ownCertificateOfKibana,
    eck: tlsByOperator('Kibana'),
    ...platformHttp,
    ece: plainBesideProxy,
    openSearch: enableDashboardsTls,
  }),
  source: 'Elastic docs: encrypt traffic between your browser and Kibana',
  readsEndpointIdentity: true,
  judge: (evidence) =>
    judgePlainHttp(evidence, (answer) => {
      // Elastic speaks no plain HTTP: of what answers there proxy-answers-instead tells.
      if (managedBy(evidence.observation.target.host) !== null) return { kind: 'not-applicable' };
      const loopback = isLoopback(evidence.observation.address);
      return {
        kind: 'finding',
        // A proxy with TLS may stand in front of it; nothing shows whether it listens on other addresses, too.
        severity: loopback ? 'info' : 'high',
        message: `It answered a plain HTTP request with status ${answer.status}${loopback ? ', on loopback' : ''}.`,
        facts: { status: answer.status, loopback },
        ...(loopback ? { asShipped: true } : {}),
      };
    }),
};
