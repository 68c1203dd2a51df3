import { reportedRule } from '../framework/reported-rule.ts';
import { readable } from '../remedies/file-steps.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether private keys are kept from other users. */
export const privateKeyWorldReadable = reportedRule({
  id: 'private-key-world-readable',
  title: 'Private key that every user may read',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  holds: 'No file with a private key is open to users beside its owner and group.',
  why: 'Whoever has an account on the machine, or breaks into any service on it, takes the key and poses as the node.',
  fix: filesFix(
    (context) => [...readable(context), advice(at('ca-machine'), 'If others had access, issue a new key.')],
    inKubernetes('Set defaultMode: 0440 at the secret in the podTemplate.'),
  ),
  source: 'elastic/elasticsearch: AutoConfigureNode (mode 660 for files, 750 for directories)',
});
