import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf, prefixOf } from '../remedies/layer.ts';
import { tlsByOperator } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { fullRestart, restart } from '../remedies/tools.ts';

/** Whether TLS that was configured is switched on. */
export const sslEnabledFalseExplicit = reportedRule({
  id: 'ssl-enabled-false-explicit',
  title: 'TLS is configured but turned off',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'A layer with a certificate has TLS turned on.',
  impact: 'The settings look as if the layer were protected, but its traffic crosses the network unencrypted.',
  fix: filesFix(
    (context) => [
      setting(context, context.channel === 'transport' ? 'every-node' : 'at-fault', 'Turn on TLS.', {
        [`${prefixOf(context)}.enabled`]: true,
      }),
      ...(context.channel === 'transport'
        ? fullRestart(context, 'Nodes with and without TLS do not talk to each other.')
        : [
            ...restart(context),
            ...(context.channel === 'http'
              ? [advice(at('client'), 'Change elasticsearch.hosts of Kibana and the URLs of the clients to https with it.')]
              : []),
          ]),
    ],
    (context) => {
      const { product } = layerOf(context);
      if (context.channel === 'transport')
        return [
          advice(
            at('kubernetes', { name: product }),
            'Delete xpack.security.transport.ssl.enabled from spec.nodeSets[].config: the operator turns TLS on.',
          ),
        ];
      return [
        ...tlsByOperator(product === 'Kibana' ? 'Kibana' : 'Elasticsearch')(context),
        advice(
          at('kubernetes', { name: product }),
          'If TLS is to be off, as behind a service mesh, set spec.http.tls.selfSignedCertificate.disabled: true and nothing else: the probe and the Service then change with it.',
        ),
      ];
    },
  ),
  source: 'Elasticsearch reference: security settings; Kibana settings: server.ssl.enabled',
});
