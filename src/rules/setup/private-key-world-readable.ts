import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether private keys are kept from other users. */
export const privateKeyWorldReadable = reportedRule({
  id: 'private-key-world-readable',
  title: 'Private key that every user may read',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  holds: 'No file with a private key is open to users beside its owner and group.',
  why: 'Whoever has an account on the machine, or breaks into any service on it, takes the key and poses as the node.',
  remedy: filesRemedy(
    'chmod 640 FILE, chgrp elasticsearch FILE (Kibana: group kibana). If others had access, issue a new key.',
    'Set defaultMode: 0440 at the secret in the podTemplate.',
  ),
  source: 'elastic/elasticsearch: AutoConfigureNode (mode 660 for files, 750 for directories)',
});
