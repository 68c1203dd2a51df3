import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether passwords stand in the protected keystore. */
export const passwordInYaml = reportedRule({
  id: 'password-in-yaml',
  title: 'Password stands in the settings file',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  holds: 'No password of a store or key stands in elasticsearch.yml or kibana.yml.',
  why: 'The file lands in repositories, backups and support bundles. For the remote-cluster settings such names do not even exist.',
  remedy: filesRemedy(
    'bin/elasticsearch-keystore add xpack.security.transport.ssl.keystore.secure_password (or the name that the line wants), then delete the line and restart; Kibana: bin/kibana-keystore add NAME.',
    'Put it into a secret, and name that in spec.secureSettings.',
  ),
  source: 'Elastic docs: secure settings',
});
