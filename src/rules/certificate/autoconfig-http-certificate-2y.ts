import { dayMs } from '../../model/days-left.ts';
import { day, span } from '../../wording/spans.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { inKubernetes, onPlatform } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** From when on the end is close enough to plan for. */
const noticeMs = 90 * dayMs;
/** Within this, leaf-expiring speaks. */
const lastMonthMs = 30 * dayMs;
const authorityDays = 1095;

/** Whether the HTTP certificate is the one that auto-configuration made, which nothing renews. */
export const autoconfigHttpCertificate2y: CertificateRule = {
  id: 'autoconfig-http-certificate-2y',
  title: 'Auto-configured HTTP certificate is not renewed',
  severity: 'info',
  channels: ['http'],
  requirement:
    'The HTTP certificate was not made by the security auto-configuration at the first start. In its last 90 days the severity is medium. In its last 30 days leaf-expiring reports it as well. After it has expired, only leaf-expired does.',
  impact:
    'The certificate is valid for 730 days from the first start and its CA for 1095. Nothing renews either. Two years after installation Kibana and all clients fail at once, while the cluster itself stays green.',
  fix: reissue('with new dates', {
    after: (context) =>
      context.product === 'opensearch'
        ? []
        : [
            advice(
              at('kibana'),
              'Kibana and the other clients keep trusting http_ca.crt until that CA ends as well. Then make a new CA, and give it to them first.',
            ),
          ],
    eck: inKubernetes(
      'The operator issues the certificates of its clusters, so this one comes from a node outside: fix it there as for a self-managed one, or connect to the service NAME-es-http.',
    ),
    ece: onPlatform(
      'The platform issues the certificates of its deployments, so this one comes from a node outside: fix it there as for a self-managed one, or connect to the proxy.',
    ),
  }),
  source: 'Elasticsearch: AutoConfigureNode; Elastic docs: automatic security setup',
  readsEndpointIdentity: true,
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      if (!/CN=Elasticsearch security auto-configuration HTTP CA/i.test(leaf.issuer)) return { kind: 'not-applicable' };
      const left = leaf.notAfter.getTime() - evidence.at.getTime();
      if (left < 0) return { kind: 'pass' };
      // Leaf and CA are made in one go; where the CA was seen, its own date counts.
      const authorityEnds = evidence.issuer?.notAfter ?? new Date(leaf.notBefore.getTime() + authorityDays * dayMs);
      return {
        kind: 'finding',
        severity: left <= noticeMs && left > lastMonthMs ? 'medium' : 'info',
        message: `Auto-configuration made the certificate. It expires on ${day(leaf.notAfter)}, in ${span(left)}, and its CA ${evidence.issuer ? 'on' : 'about'} ${day(authorityEnds)}. Nothing renews them.`,
        facts: {
          subject: leaf.subject,
          notAfter: leaf.notAfter.toISOString(),
          caNotAfter: authorityEnds.toISOString(),
          caSeen: evidence.issuer !== null,
        },
        ...(left > noticeMs ? { asShipped: true } : {}),
      };
    }),
};
