import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a PEM file has content. */
export const pemEmpty = reportedRule({
  id: 'pem-empty',
  title: 'Empty certificate or key file',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'No file of certificates or keys is empty.',
  why: 'The process does not start. A redirected command that failed, or a secret without the field, leaves such a file.',
  remedy: filesRemedy('Write the file again, and see that the command that makes it succeeds; ls -l shows its size.'),
  source: 'elastic/elasticsearch: PemUtils, PemTrustConfig',
  logLines: ['file is empty', 'failed to parse any certificates from ['],
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
