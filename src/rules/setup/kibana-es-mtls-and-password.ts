import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { keystoreRemove, restartKibana } from '../remedies/tools.ts';

/** Whether Kibana logs in by one means. */
export const kibanaEsMtlsAndPassword = reportedRule({
  id: 'kibana-es-mtls-and-password',
  title: 'Client certificate of Kibana beside user and password',
  severity: 'low',
  channels: ['kibana'],
  products: ['kibana'],
  holds:
    'A Kibana with a client certificate for Elasticsearch has no elasticsearch.username and password, where a PKI realm is to log it in.',
  why: 'User and password win: the certificate opens the connection and logs nobody in, and the day that the password changes Kibana is out. Where the certificate is meant for the connection alone, both are right.',
  fix: filesFix((context) => [
    advice(at('member'), 'Map the DN of the certificate to the role kibana_system in a PKI realm.'),
    removal(context, 'at-fault', ['elasticsearch.username', 'elasticsearch.password']),
    ...(context.secureSettings?.some((name) => kept.includes(name)) === true
      ? [
          keystoreRemove(
            context,
            'Remove them from the keystore of Kibana as well.',
            ...context.secureSettings.filter((name) => kept.includes(name)),
          ),
        ]
      : []),
    ...restartKibana(context),
  ]),
  source: 'Elastic docs: mutual TLS between Kibana and Elasticsearch',
});

const kept: readonly string[] = ['elasticsearch.username', 'elasticsearch.password'];
