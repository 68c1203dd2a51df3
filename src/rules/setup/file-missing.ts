import { shellQuote } from '../../model/shell-quote.ts';
import { folderOf } from '../remedies/file-steps.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal } from '../remedies/settings-edit.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the files that settings name are there. */
export const fileMissing = reportedRule({
  id: 'file-missing',
  title: 'File of a TLS setting is not there',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'Every file that a TLS setting names exists.',
  why: 'The process does not start. Relative paths begin at the configuration directory in Elasticsearch, and in Kibana where the process was started.',
  fix: filesFix((context) => [
    command(atFault(context), 'Put the file there. This shows what is beside it.', `ls -l ${shellQuote(folderOf(context.path))}`),
    removal(
      context,
      'at-fault',
      `Or correct the path in ${context.setting ?? 'the setting'}.${context.product === 'kibana' ? ' In Kibana write absolute paths.' : ''}`,
    ),
    ...restart(context),
  ]),
  source: 'elastic/elasticsearch: SslFileUtil',
});
