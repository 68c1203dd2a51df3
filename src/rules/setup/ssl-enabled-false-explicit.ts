import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
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
  fix: filesFix((context) => [
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
  ]),
  source: 'Elasticsearch reference: security settings; Kibana settings: server.ssl.enabled',
});
