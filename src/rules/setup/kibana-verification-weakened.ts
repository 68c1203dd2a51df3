import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { clientPrefix, trustedCa } from '../remedies/kibana.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { restartKibana } from '../remedies/tools.ts';

/** Whether Kibana checks whom it talks to. */
export const kibanaVerificationWeakened = reportedRule({
  id: 'kibana-verification-weakened',
  title: 'Kibana does not fully verify Elasticsearch',
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  requirement: 'elasticsearch.ssl.verificationMode is full. With certificate, where only the name is not compared, it is medium.',
  impact:
    'Kibana sends the passwords of all users to whatever answers at the address (none), or to whoever has any certificate of that CA (certificate).',
  fix: filesFix(
    (context) => [
      ...(context.files.authorities.length > 0 || context.files.truststore !== null
        ? []
        : trustedCa(context, 'Give Kibana the CA of the HTTP layer.')),
      setting(
        context,
        'at-fault',
        'Make Kibana check the CA and the name. If the name fails then, issue the HTTP certificate with the name that elasticsearch.hosts has.',
        {
          [`${clientPrefix(context)}.verificationMode`]: 'full',
        },
      ),
      ...restartKibana(context),
    ],
    inKubernetes(
      'Take elasticsearch.ssl.verificationMode out of spec.config, and let elasticsearchRef name the Elasticsearch: the operator then brings its CA.',
    ),
  ),
  source: 'Kibana settings: elasticsearch.ssl.verificationMode',
  severityOf: ({ facts }) => (facts?.verification === 'certificate' ? 'medium' : undefined),
});
