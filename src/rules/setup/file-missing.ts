import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the files that settings name are there. */
export const fileMissing = reportedRule({
  id: 'file-missing',
  title: 'File of a TLS setting is not there',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'Every file that a TLS setting names exists.',
  why: 'The process does not start. Relative paths begin at the configuration directory in Elasticsearch, and in Kibana where the process was started.',
  remedy: filesRemedy('Put the file there, or correct the path in the line. In Kibana write absolute paths.'),
  source: 'elastic/elasticsearch: SslFileUtil',
  logLines: ['because the file does not exist', 'because one or more files do not exist', 'ENOENT: no such file or directory, open'],
});
