import { shellQuote } from '../../model/shell-quote.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { inService } from '../remedies/put-files.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a PEM file has content. */
export const pemEmpty = reportedRule({
  id: 'pem-empty',
  title: 'Certificate or key file is empty',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'No file of certificates or keys is empty.',
  impact: 'The process does not start. A redirected command that failed, or a secret without the field, leaves such a file.',
  fix: filesFix(
    (context) => [
      command(
        atFault(context),
        'Write the certificate or key into the file again, from where it was issued. The command shows whether the file is empty.',
        `${inService(context)}ls -l ${shellQuote(context.path ?? 'FILE')}`,
      ),
      ...restart(context),
    ],
    inKubernetes('Write the certificate or key into the secret that is mounted again: its field for this file is empty.'),
  ),
  source: 'elastic/elasticsearch: PemUtils, PemTrustConfig',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
