import { shellQuote } from '../../model/shell-quote.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
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
  fix: filesFix((context) => [
    command(atFault(context), 'Write the file again, and check its size.', `ls -l ${shellQuote(context.path ?? 'FILE')}`),
    ...restart(context),
  ]),
  source: 'elastic/elasticsearch: PemUtils, PemTrustConfig',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
