import { reportedRule } from '../framework/reported-rule.ts';
import { fillTrustStore } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';

/** Whether a trust store has an entry that is trusted. */
export const truststoreNoAnchors = reportedRule({
  id: 'truststore-no-anchors',
  title: 'Truststore has no trusted certificate',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  requirement: 'The store at truststore.path has at least one certificate that the JVM treats as trusted.',
  impact:
    'The node does not start. elastic-stack-ca.p12 as certutil creates it contains a private key and no trusted certificate. PKCS#12 files created by OpenSSL lack the attribute that Java looks for.',
  fix: filesFix(fillTrustStore),
  source: 'elastic/elasticsearch: StoreTrustConfig; #30750, #94310',
  needs: /truststore\.path$/,
});
