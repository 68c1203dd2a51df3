import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the JVM has its own list of what is forbidden. */
export const javaSecurityOverridden = reportedRule({
  id: 'java-security-overridden',
  title: 'JVM security settings are overridden',
  severity: 'medium',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'No java.security.properties on the command line of the JVM changes what is forbidden in TLS and certificates.',
  why: 'Such a file outlives the reason for it: it may let back in what newer releases of the JDK forbid, or forbid what peers need.',
  remedy: filesRemedy(
    'Take -Djava.security.properties out of config/jvm.options.d and ES_JAVA_OPTS, or see that its jdk.tls.disabledAlgorithms has all that the JDK has in conf/security/java.security; rolling restart.',
  ),
  source: 'JDK: conf/security/java.security; Elastic docs: supported SSL/TLS versions by JDK version',
});
