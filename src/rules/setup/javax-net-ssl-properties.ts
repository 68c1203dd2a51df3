import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether trust is set in the settings of Elasticsearch rather than for the whole JVM. */
export const javaxNetSslProperties = reportedRule({
  id: 'javax-net-ssl-properties',
  title: 'Trust or key by JVM properties',
  severity: 'low',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'No javax.net.ssl property is on the command line of the JVM.',
  why: 'It counts for those contexts alone that have no trust of their own, and nobody finds it when the CA changes.',
  remedy: filesRemedy(
    'Name the CA in certificate_authorities or truststore.path of the context that needs it (transport, http, a realm), and take the property out of config/jvm.options.d and ES_JAVA_OPTS.',
  ),
  source: 'JDK: JSSE reference guide; elastic/elasticsearch: DefaultJdkTrustConfig',
});
