import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a file of certificates has some. */
export const pemNotACertificate = reportedRule({
  id: 'pem-not-a-certificate',
  title: 'No certificate where one was expected',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'A file that certificate or certificate_authorities names holds PEM certificates, and what else stands in it can be read.',
  why: 'The process does not start. Swapped files (the key in certificate), a request instead of a certificate, and DER in place of PEM are the usual cases.',
  remedy: filesRemedy(
    'openssl x509 -in FILE -noout -subject says what it is. From DER: openssl x509 -inform DER -in FILE -out FILE.crt. From PKCS#12: openssl pkcs12 -in FILE -nokeys -out FILE.crt.',
  ),
  source: 'elastic/elasticsearch: PemUtils, PemTrustConfig',
  logLines: ['cannot load PEM certificate_authorities from', 'cannot load PEM certificate from'],
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
