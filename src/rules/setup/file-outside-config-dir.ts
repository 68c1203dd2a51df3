import { shellQuote } from '../../model/shell-quote.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { configDirectory, newFiles } from '../remedies/put-files.ts';
import { setting } from '../remedies/settings-edit.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the files stand where the node may read. */
export const fileOutsideConfigDir = reportedRule({
  id: 'file-outside-config-dir',
  title: 'TLS file is outside the configuration directory',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  requirement: 'Every file that a TLS setting of Elasticsearch names is in the configuration directory.',
  impact:
    'From 8.18 and 9.0 on, the node may not read such files anywhere else, and does not start: setups that worked for years fail at an upgrade. Before, the security manager had the same rule, with gaps.',
  fix: filesFix((context) => {
    const folder = `${configDirectory(context)}/certs`;
    const name = (context.path ?? 'FILE').replace(/^.*\//, '');
    return [
      command(
        atFault(context),
        'Copy the file into the configuration directory. A link is not enough.',
        ...newFiles(context, [shellQuote(context.path ?? 'FILE'), `${folder}/${name}`]),
      ),
      setting(context, 'at-fault', 'Name it by its path from there.', {
        [context.setting ?? 'SETTING']: /authorities$/i.test(context.setting ?? '') ? [`certs/${name}`] : `certs/${name}`,
      }),
      ...restart(context),
    ];
  }, inKubernetes('Mount the secret below /usr/share/elasticsearch/config by the podTemplate, and name it by that path.')),
  source: 'elastic/elasticsearch: SslFileUtil (entitlements)',
});
