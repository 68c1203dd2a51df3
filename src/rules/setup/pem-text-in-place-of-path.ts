import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { textToFile, textToSecret } from '../remedies/text-to-file.ts';

/** Whether settings that take the path of a file have one, and not what the file ought to hold. */
export const pemTextInPlaceOfPath = reportedRule({
  id: 'pem-text-in-place-of-path',
  title: 'PEM text is set where a path belongs',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'A setting for a key, a certificate, a CA or a store has the path of a file, not its content.',
  impact:
    'The process takes the text for a path, finds no such file and does not start. Its log then contains the whole text. Everyone who can read the settings file, its backups or the log knows a private key in it.',
  fix: filesFix(textToFile, textToSecret),
  source: 'elastic/elasticsearch: SslFileUtil; Kibana settings: server.ssl.key',
});
