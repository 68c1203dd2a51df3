import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { removal } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { restartKibana } from '../remedies/tools.ts';

/** Whether requests of users go without the certificate of Kibana. */
export const kibanaAlwaysPresentCertificate = reportedRule({
  id: 'kibana-always-present-certificate',
  title: "Kibana sends its certificate with every user's request",
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  requirement: 'elasticsearch.ssl.alwaysPresentCertificate is not true.',
  impact:
    'With a PKI realm, a request without other credentials counts as Kibana itself. ECK sets it where HTTP requires certificates. The DN must then have no role.',
  fix: filesFix(
    (context) => [
      advice(
        at('member'),
        'If Elasticsearch requires a client certificate of everyone, keep the setting, and make sure that no PKI realm maps the DN of the certificate to a role.',
      ),
      removal(context, 'at-fault', ['elasticsearch.ssl.alwaysPresentCertificate']),
      ...restartKibana(context),
    ],
    inKubernetes(
      'The operator sets it with spec.http.tls.client.authentication: make sure that no PKI realm maps the DN of that certificate to a role.',
    ),
  ),
  source: 'Kibana settings: elasticsearch.ssl.alwaysPresentCertificate',
});
