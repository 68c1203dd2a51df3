import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether Kibana checks whom it talks to. */
export const kibanaVerificationWeakened = reportedRule({
  id: 'kibana-verification-weakened',
  title: 'Kibana does not fully check Elasticsearch',
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  holds: 'elasticsearch.ssl.verificationMode is full. With certificate, where the name alone is not compared, it is medium.',
  why: 'Kibana sends the passwords of all users to whatever answers at the address (none), or to whoever has any certificate of that CA (certificate).',
  remedy: filesRemedy(
    'Set elasticsearch.ssl.verificationMode: full, with elasticsearch.ssl.certificateAuthorities; where the name fails, issue the HTTP certificate with the name that elasticsearch.hosts has. Restart Kibana.',
  ),
  source: 'Kibana settings: elasticsearch.ssl.verificationMode',
  severityOf: ({ detail }) => (/ is certificate\./.test(detail) ? 'medium' : undefined),
});
