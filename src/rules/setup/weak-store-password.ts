import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether stores have a password worth the name. */
export const weakStorePassword = reportedRule({
  id: 'weak-store-password',
  title: 'Store password that everybody tries first',
  severity: 'low',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'The password of a store is none that comes with examples, such as changeit.',
  why: 'A copied store is open at once. With the file mode right it matters little, and auditors ask for it.',
  remedy: filesRemedy(
    'keytool -storepasswd -keystore FILE with a long random one; store it (bin/elasticsearch-keystore add …secure_password); restart.',
  ),
  source: 'JDK: keytool (changeit); NIST SP 800-63B',
});
