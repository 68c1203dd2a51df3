import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the files stand where the node may read. */
export const fileOutsideConfigDir = reportedRule({
  id: 'file-outside-config-dir',
  title: 'TLS file outside the configuration directory',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  holds: 'Every file that a TLS setting of Elasticsearch names stands in the configuration directory.',
  why: 'From 8.18 and 9.0 on the node may read nothing else there, and does not start: setups that worked for years stop at an upgrade. Before, the security manager said the same with holes.',
  remedy: filesRemedy(
    'Copy the file into the configuration directory (/etc/elasticsearch/certs), and name it in the line by its path from there. A link is not enough.',
    'Mount the secret below /usr/share/elasticsearch/config by the podTemplate, and name it by that path.',
  ),
  source: 'elastic/elasticsearch: SslFileUtil (entitlements)',
  logLines: ['access to read the file is blocked; SSL resources should be placed in the'],
});
