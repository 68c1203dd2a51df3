import { reportedRule } from '../framework/reported-rule.ts';
import { readable } from '../remedies/file-steps.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether private keys are kept from other users. */
export const privateKeyWorldReadable = reportedRule({
  id: 'private-key-world-readable',
  title: 'Every user can read the private key',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'Only the owner and group of a file with a private key can read it.',
  impact: 'Anyone who has an account on the machine, or breaks into any service on it, can copy the key and pose as the node.',
  fix: filesFix(
    (context) => [...readable(context), advice(at('ca-machine'), 'If others had access, issue a new key.')],
    inKubernetes('Set defaultMode: 0440 at the secret in the podTemplate.'),
  ),
  source: 'elastic/elasticsearch: AutoConfigureNode (mode 660 for files, 750 for directories)',
});
