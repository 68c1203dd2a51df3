import { day, span } from '../../wording/spans.ts';
import { endFacts } from '../facts/end-facts.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { onPlatform } from '../remedies/platforms.ts';
import { noticeOf } from './leaf-expiring.ts';

/** Whether the route server of Elastic Cloud Enterprise has a certificate that is valid, which uploads to the proxy do not renew. */
export const eceRouteServerNotRenewed: CertificateRule = {
  id: 'ece-route-server-not-renewed',
  title: 'Certificate of the ECE route server was not renewed',
  severity: 'critical',
  channels: ['http'],
  requirement:
    'The certificate of the route server, in services/route-server/managed/cert.pem on each host with the proxy role, has not expired (critical), and does not within 30 days (high). It is found by handclasp inspect.',
  impact:
    'Proxies ask the route server which instance serves a deployment. With an expired certificate the Cloud UI and Kibana are unavailable, although the certificate of the proxy was renewed and looks right from outside.',
  fix: onPlatform(
    'Uploading a proxy certificate again does not help. Have the certificates of the platform rotated, as the article of Elastic at https://ela.st/ece-certificate-rotation describes, or open a support case that names elastic/docs-content#7588. Then look at the file again on every host with the proxy role.',
  ),
  source: 'elastic/docs-content#7588; elastic/ece-support-diagnostics#70',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    if (evidence.ofRouteServer !== true) return { kind: 'not-applicable' };
    return judgeChain(evidence, (leaf) => {
      const left = leaf.notAfter.getTime() - evidence.at.getTime();
      if (left > Math.max(noticeOf(leaf).mediumMs, evidence.expiresInMs ?? 0)) return { kind: 'pass' };
      return {
        kind: 'finding',
        severity: left < 0 ? 'critical' : 'high',
        message: `The certificate ${leaf.subject} of the route server ${left < 0 ? `expired on ${day(leaf.notAfter)}, ${span(left)} ago` : `expires on ${day(leaf.notAfter)}, in ${span(left)}`}. A renewed proxy certificate does not change that.`,
        facts: endFacts(leaf, evidence),
      };
    });
  },
};
