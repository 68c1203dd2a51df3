import { filesFix } from '../remedies/files-fix.ts';
import { setting } from '../remedies/settings-edit.ts';
import { at, edit } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';
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
  fix: filesFix((context) => [
    setting(context, 'every-node', 'Name the CA where the context that needs it looks: transport, http or a realm.', {
      'xpack.security.transport.ssl.certificate_authorities': ['certs/ca.crt'],
    }),
    edit(at('every-node', { file: 'jvm.options.d' }), 'Take the property out of config/jvm.options.d and ES_JAVA_OPTS.'),
    ...rollingRestart(context),
  ]),
  source: 'JDK: JSSE reference guide; elastic/elasticsearch: DefaultJdkTrustConfig',
});
