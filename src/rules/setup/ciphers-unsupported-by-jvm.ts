import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { prefixOf } from '../remedies/layer.ts';
import { removal } from '../remedies/settings-edit.ts';
import { restart } from '../remedies/tools.ts';

/** Whether the suites that are listed are known to the JVM. */
export const ciphersUnsupportedByJvm = reportedRule({
  id: 'ciphers-unsupported-by-jvm',
  title: 'Cipher suites that the JVM does not know',
  severity: 'medium',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: 'The JVM knows each name in cipher_suites. These are IANA names, such as TLS_AES_256_GCM_SHA384.',
  impact:
    'The JVM skips names that it does not know, with a line in the log. If none is left, the node does not start. OpenSSL names (ECDHE-RSA-AES256-GCM-SHA384) are right in Kibana and wrong here.',
  fix: filesFix((context) => [
    removal(
      context,
      'at-fault',
      [`${prefixOf(context)}.cipher_suites`],
      'The default list then applies. A list of your own needs IANA names.',
    ),
    ...restart(context),
  ]),
  source: 'elastic/elasticsearch: SSLService; Elastic docs: troubleshoot security',
});
