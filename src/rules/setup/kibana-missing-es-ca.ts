import { managedBy } from '../../model/managed-name.ts';
import { contextsOf } from '../../model/tls-context.ts';
import type { SetupRule } from '../framework/rule.ts';
import { trustInKibana } from '../remedies/kibana.ts';

/** Whether Kibana has a CA by which it can judge Elasticsearch. */
export const kibanaMissingEsCa: SetupRule = {
  id: 'kibana-missing-es-ca',
  title: 'Kibana has no CA for Elasticsearch',
  severity: 'critical',
  channels: ['kibana', 'http'],
  products: ['kibana'],
  requirement: 'A Kibana that connects to Elasticsearch by https has its CA configured, unless a public root issued the certificate there.',
  impact:
    'Node.js then knows only the public roots and refuses the certificate. Kibana keeps waiting for Elasticsearch. This is the most common problem between the two.',
  fix: trustInKibana('Give Kibana the CA of the HTTP layer.'),
  source: 'Kibana settings: elasticsearch.ssl.certificateAuthorities; Elastic docs: set up HTTPS between Kibana and Elasticsearch',
  judge: ({ setup }) => {
    const [context] = contextsOf(setup, 'kibana-elasticsearch');
    if (context === undefined || context.verification.value === 'none') return { kind: 'not-applicable' };
    if (context.trust.kind === 'unknown') return { kind: 'unknown', because: context.trust.because ?? { code: 'cas-not-read' } };
    if (!context.trust.publicRoots) return { kind: 'pass' };
    const hosts = setup.facts.elasticsearchHosts;
    const managed = hosts.every((host) => URL.canParse(host) && managedBy(new URL(host).hostname) !== null);
    if (managed) return { kind: 'pass' };
    return { kind: 'unknown', because: { code: 'public-roots-not-compared', hosts } };
  },
};
