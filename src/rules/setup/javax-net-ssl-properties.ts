import { reportedRule } from '../framework/reported-rule.ts';
import { nameOwnTrust } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether trust is set in the settings of Elasticsearch rather than for the whole JVM. */
export const javaxNetSslProperties = reportedRule({
  id: 'javax-net-ssl-properties',
  title: 'JVM properties set trust or key',
  severity: 'low',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: "No javax.net.ssl property is on the JVM's command line.",
  impact: 'The property applies only to contexts that have no trust of their own, and is easily overlooked when the CA changes.',
  fix: filesFix((context) => [
    ...nameOwnTrust(context),
    advice(at('every-node', { file: 'jvm.options.d' }), 'Delete the property here and in ES_JAVA_OPTS.'),
    ...rollingRestart(context),
  ]),
  source: 'JDK: JSSE reference guide; elastic/elasticsearch: DefaultJdkTrustConfig',
});
