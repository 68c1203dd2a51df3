import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether settings that take the path of a file have one, and not what the file ought to hold. */
export const pemTextInPlaceOfPath = reportedRule({
  id: 'pem-text-in-place-of-path',
  title: 'PEM text stands where a path belongs',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'A setting for a key, a certificate, a CA or a store has the path of a file, not the content of one.',
  why: 'The process takes the text for a path, finds no such file and does not start. Its log then holds the whole text. A private key that stands in a settings file is known to whoever can read that file, its backups and its log.',
  remedy: filesRemedy(
    'Write the text into a file of its own in the configuration directory, that the process alone can read (group elasticsearch or kibana, mode 640), and give the path of that file in the setting. A private key that others could read in the settings file or in the log counts as leaked: issue the certificate anew with a new key.',
    'Put the text into a Secret (kubectl create secret generic), mount it by spec.nodeSets[].podTemplate (Kibana: spec.podTemplate) with volumes and volumeMounts, and give the mounted path in spec.nodeSets[].config (Kibana: spec.config). A private key that stood in the manifest counts as leaked to whoever can read it: issue the certificate anew with a new key. For HTTP the operator mounts the Secret itself that spec.http.tls.certificate.secretName names.',
  ),
  source: 'elastic/elasticsearch: SslFileUtil; Kibana settings: server.ssl.key',
  logLines: [
    'cannot read configured PEM private key [/etc/elasticsearch/-----BEGIN PRIVATE KEY-----',
    "ENOENT: no such file or directory, open '-----BEGIN PRIVATE KEY-----",
  ],
});
