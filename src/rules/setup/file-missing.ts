import { shellQuote } from '../../model/shell-quote.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { configDirectory, inService } from '../remedies/put-files.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the files that settings name are there. */
export const fileMissing = reportedRule({
  id: 'file-missing',
  title: 'File of a TLS setting is missing',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'Every file that a TLS setting names exists.',
  impact:
    'The process does not start. Relative paths begin at the configuration directory in Elasticsearch. In Kibana they begin at the directory in which the process was started.',
  fix: filesFix((context) => {
    const name = context.setting ?? 'SETTING';
    return [
      command(
        atFault(context),
        'Find the file that is meant.',
        `${inService(context)}find ${shellQuote(configDirectory(context))} -type f -exec ls -l {} +`,
      ),
      setting(context, 'at-fault', `Name that file.${context.product === 'kibana' ? ' Kibana needs an absolute path.' : ''}`, {
        [name]: /authorities$/i.test(name) ? ['FILE'] : 'FILE',
      }),
      ...restart(context),
      advice(
        atFault(context),
        `If there is no such file, put it at ${context.path ?? 'the path of the setting'} instead, readable for the service.`,
      ),
    ];
  }),
  source: 'elastic/elasticsearch: SslFileUtil',
});
