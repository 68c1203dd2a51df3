import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { javaSecurity } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the JVM has its own list of what is forbidden. */
export const javaSecurityOverridden = reportedRule({
  id: 'java-security-overridden',
  title: 'JVM security settings are overridden',
  severity: 'medium',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'No java.security.properties on the command line of the JVM changes what is forbidden in TLS and certificates.',
  why: 'Such a file outlives the reason for it: it may let back in what newer releases of the JDK forbid, or forbid what peers need.',
  fix: filesFix((context) => [...javaSecurity(context), ...rollingRestart(context)]),
  source: 'JDK: conf/security/java.security; Elastic docs: supported SSL/TLS versions by JDK version',
});
