import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { removal } from '../remedies/settings-edit.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether the node says why it refuses a certificate. */
export const diagnoseTrustDisabled = reportedRule({
  id: 'diagnose-trust-disabled',
  title: 'Trust diagnosis is turned off',
  severity: 'low',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  requirement: 'xpack.security.ssl.diagnose.trust is not false.',
  impact:
    'The line "failed to establish trust with server at ..." is the best that the log has: it names the certificates, the issuer and what is trusted. Without it, only "PKIX path building failed" remains.',
  fix: filesFix((context) => [removal(context, 'every-node', ['xpack.security.ssl.diagnose.trust']), ...rollingRestart(context)]),
  source: 'elastic/elasticsearch: SslDiagnostics; Elasticsearch reference: security settings',
});
