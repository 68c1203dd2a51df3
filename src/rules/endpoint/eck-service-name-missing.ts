import { namesText } from '../../wording/names-text.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';
import { resourceOf } from '../remedies/tools.ts';

/** Whether a certificate of your own under ECK has the names that the operator's clients connect to. */
export const eckServiceNameMissing: EndpointRule = {
  id: 'eck-service-name-missing',
  title: 'Certificate lacks the name of its Service',
  severity: 'high',
  channels: ['http', 'kibana'],
  requirement:
    'Under ECK the certificate has the DNS name of its Service: <name>-es-http.<namespace>.svc, or <name>-kb-http.<namespace>.svc.',
  impact:
    'The operator itself, Kibana, Beats and Elastic Agent connect to that name. They fail where the certificate has only the outside name.',
  fix: reissue(
    (context) =>
      `that also has ${resourceOf(context)}-${context.channel === 'kibana' ? 'kb' : 'es'}-http.${context.resource?.namespace ?? 'NAMESPACE'}.svc in subjectAltName`,
    {
      openSearch: () => [
        advice(
          at('kubernetes'),
          'ECK runs no OpenSearch. Under another operator, issue a certificate with the names of the Services that clients connect to in subjectAltName, at plugins.security.ssl.http.pemcert_filepath.',
        ),
      ],
    },
  ),
  source: 'Elastic docs: ECK, HTTP TLS settings (custom certificates)',
  readsEndpointIdentity: true,
  judge: (evidence) => {
    const { deployment, observation } = evidence;
    if (deployment.type !== 'eck') return { kind: 'not-applicable' };
    const suffix = observation.channel === 'kibana' ? 'kb-http' : 'es-http';
    return judgeChain(evidence, (leaf) => {
      const dns = evidence.names.dns.map((name) => name.toLowerCase());
      const covered = dns.some((name) =>
        new RegExp(`^[a-z0-9.-]+-${suffix}\\.[^.]+\\.svc(?:\\.|$)|^\\*\\.[^.]+\\.svc(?:\\.|$)`).test(name),
      );
      if (covered) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `The certificate is for ${namesText(evidence.names)}, and not for <name>-${suffix}.<namespace>.svc, the name that everything under the operator connects to${deployment.guessed ? ' (that ECK runs it was guessed from names)' : ''}.`,
        facts: { subject: leaf.subject, dns, guessed: deployment.guessed },
      };
    });
  },
};
