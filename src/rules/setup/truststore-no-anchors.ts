import { reportedRule } from '../framework/reported-rule.ts';
import { fillTrustStore } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';

/** Whether a trust store has an entry that is trusted. */
export const truststoreNoAnchors = reportedRule({
  id: 'truststore-no-anchors',
  title: 'Trust store without a trusted entry',
  severity: 'critical',
  channels: ['transport', 'http', 'remote-cluster'],
  products: ['elasticsearch'],
  holds: 'The store at truststore.path has at least one trusted certificate that the JVM sees as such.',
  why: 'The node does not start. elastic-stack-ca.p12 as it comes from certutil holds a private key and no trusted certificate, and PKCS#12 files that OpenSSL makes lack the mark that Java looks for.',
  fix: filesFix(fillTrustStore),
  source: 'elastic/elasticsearch: StoreTrustConfig; #30750, #94310',
  needs: /truststore\.path$/,
});
