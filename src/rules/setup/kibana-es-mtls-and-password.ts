import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { keystoreRemove, restartKibana } from '../remedies/tools.ts';

/** Whether Kibana logs in by one means. */
export const kibanaEsMtlsAndPassword = reportedRule({
  id: 'kibana-es-mtls-and-password',
  title: 'Kibana has both a client certificate and a password',
  severity: 'low',
  channels: ['kibana'],
  products: ['kibana'],
  requirement: 'Where a PKI realm logs Kibana in by its client certificate, elasticsearch.username and elasticsearch.password are not set.',
  impact:
    'User and password take precedence: the certificate opens the connection and logs nobody in, and Kibana loses access on the day that the password changes. Where the certificate is only for the connection, both are right.',
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
