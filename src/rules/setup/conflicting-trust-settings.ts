import { filesRemedy } from './files-remedy.ts';
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
  remedy: filesRemedy(
    'Delete certificate_authorities, or truststore.path with its password, under the prefix that the line names. To trust both, put all CA certificates into one PEM file, or list several files in certificate_authorities.',
  ),
  source: 'elastic/elasticsearch: SslConfigurationLoader',
  logLines: ['cannot specify both [certificate_authorities] and [truststore.path]'],
});
