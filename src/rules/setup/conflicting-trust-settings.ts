import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { leftoverSecrets } from '../remedies/secrets.ts';
import { removal } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether trust comes from one place. */
export const conflictingTrustSettings = reportedRule({
  id: 'conflicting-trust-settings',
  title: 'Trust is named in two ways',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  holds: 'Either certificate_authorities is set, or truststore.path.',
  why: 'They exclude each other, and the node does not start.',
  fix: filesFix((context) => {
    const { authorities, truststore, truststorePassword } = layerOf(context);
    return [
      removal(
        context,
        'at-fault',
        `Keep one way: delete ${authorities}, or ${truststore} with its password. To trust both, put all CA certificates into one PEM file, or list several files in ${authorities}.`,
      ),
      ...leftoverSecrets(context, truststorePassword),
      ...restart(context),
    ];
  }),
  source: 'elastic/elasticsearch: SslConfigurationLoader',
});
