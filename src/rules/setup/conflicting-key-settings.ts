import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether certificate and key come from one place. */
export const conflictingKeySettings = reportedRule({
  id: 'conflicting-key-settings',
  title: 'Certificate and key are named in two ways',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'Either certificate and key are set, both of them, or keystore.path is.',
  why: 'The two ways exclude each other, and the process does not start. Often a default from the package, an environment variable of the container or an -E on the command line adds the second one.',
  remedy: filesRemedy(
    'Keep one way: delete certificate, key and their passphrase, or keystore.path and its passwords, under the prefix that the line names. Look into elasticsearch.yml, into bin/elasticsearch-keystore list and into the environment.',
  ),
  source: 'elastic/elasticsearch: SslConfigurationLoader; elastic/kibana: ssl_config.ts',
  logLines: [
    'cannot specify both [certificate] and [keystore.path]',
    'cannot specify [certificate] without also setting [key]',
    'cannot specify [key] without also setting [certificate]',
    'when [keystore.path] is specified',
  ],
});
