import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the files that settings name may be read. */
export const fileNotReadable = reportedRule({
  id: 'file-not-readable',
  title: 'File of a TLS setting may not be read',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The user that the process runs as may read every file that its settings name, and enter the directories above it.',
  why: 'The process does not start. Files made by root, a mode of 600 with another owner, and SELinux labels after a copy are the usual cases. Judged as the user who asks: the user of the service may have other rights.',
  remedy: filesRemedy(
    'chgrp elasticsearch FILE and chmod 640 FILE (Kibana: group kibana); for directories chmod 750. Try it: sudo -u elasticsearch head -c1 FILE. After a copy: restorecon -v FILE.',
    'Set securityContext.fsGroup: 1000 in the podTemplate, and defaultMode: 0440 at the mounted secret.',
  ),
  source: 'elastic/elasticsearch: SslFileUtil',
  logLines: ['not permitted to read', 'AccessDeniedException', 'EACCES: permission denied, open'],
});
