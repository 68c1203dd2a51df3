import { reportedRule } from '../framework/reported-rule.ts';
import { readable } from '../remedies/file-steps.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { manifest } from '../remedies/kubernetes.ts';
import { layerOf } from '../remedies/layer.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the files that settings name may be read. */
export const fileNotReadable = reportedRule({
  id: 'file-not-readable',
  title: 'File of a TLS setting is not readable',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The user that the process runs as can read every file that its settings name, and enter the directories above it.',
  impact:
    'The process does not start. The usual causes are files created by root, a mode of 600 with another owner, and SELinux labels after a copy. handclasp checks this as the user who runs it. The user of the service may have other rights.',
  fix: filesFix(
    (context) => [...readable(context), ...restart(context)],
    (context) => {
      const text = 'Allow the group of the process to read the files, and mount the secret with defaultMode: 0440.';
      const pod = ['podTemplate:', '  spec:', '    securityContext:', '      fsGroup: 1000'];
      return [
        layerOf(context).product === 'Kibana'
          ? manifest('Kibana', text, 'spec:', ...pod.map((line) => `  ${line}`))
          : manifest('Elasticsearch', text, 'spec:', '  nodeSets:', '    - name: NODESET', ...pod.map((line) => `      ${line}`)),
      ];
    },
  ),
  source: 'elastic/elasticsearch: SslFileUtil',
});
