import { unreadIn } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { clientCertificate } from '../remedies/kibana.ts';
import { authenticateClients } from '../remedies/kubernetes.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { platformFiles } from '../remedies/platforms.ts';

/** Whether a certificate that is shown to servers may be used so. */
export const ekuClientMissingClientauth: SetupRule = {
  id: 'eku-client-missing-clientauth',
  title: 'Client certificate is not allowed for clients',
  severity: 'high',
  channels: ['kibana', 'http'],
  products: ['elasticsearch', 'kibana'],
  requirement:
    'If the certificate that Kibana presents to Elasticsearch, or a node to a service that it connects to, lists extended key usages, clientAuth is one of them.',
  impact:
    "The server refuses the certificate, although the same certificate works for a server. Usually the certificate of Kibana's own server was used for this as well.",
  fix: byDeployment({
    self: (context) =>
      context.product === 'kibana'
        ? clientCertificate(context, 'with clientAuth among its usages, or without any')
        : issueAndPlace(context, { what: 'with clientAuth among its usages, or without any' }),
    eck: () => [authenticateClients('Turn on client authentication. From ECK 3.4 on the operator issues the client certificate.')],
    ...platformFiles,
  }),
  source: 'RFC 5280 §4.2.1.12; Elastic docs: mutual TLS between Kibana and Elasticsearch',
  judge: ({ setup, shown }) => {
    const clients = shown.filter(({ context }) => context.clientAuthentication === null);
    const cases = clients.flatMap(({ context, identity, evidence: { chain } }) => {
      const [leaf] = chain;
      const usages = leaf?.extendedKeyUsage ?? null;
      if (leaf === undefined || usages === null || usages.includes('clientAuth') || usages.includes('anyExtendedKeyUsage')) return [];
      return [
        setupCase({
          message: `${leaf.subject} may be used for ${usages.join(', ') || 'nothing'} and not for clientAuth.`,
          context,
          places: [context.files.find(({ path }) => path === identity.file)?.place ?? null],
          files: [identity.file],
          facts: { subject: leaf.subject, extendedKeyUsage: usages },
        }),
      ];
    });
    const missing = clients.length === 0 ? unreadIn(setup, 'kibana-elasticsearch', 'remote-cluster-client', 'realm', 'other-client') : null;
    if (missing !== null) return casesOr(cases, { kind: 'unknown', because: missing });
    return casesOr(cases, clients.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' });
  },
};
