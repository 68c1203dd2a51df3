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
  requirement: "No java.security.properties on the JVM's command line changes what is disabled in TLS and certificates.",
  impact: 'Such a file remains when the reason for it is gone. It may allow what newer JDK releases disable, or disable what peers need.',
  fix: filesFix((context) => [...javaSecurity(context), ...rollingRestart(context)]),
  source: 'JDK: conf/security/java.security; Elastic docs: supported SSL/TLS versions by JDK version',
});
