import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a PEM file has a key that the product reads. */
export const pemKeyUnsupported = reportedRule({
  id: 'pem-key-unsupported',
  title: 'Key file in a format that is not read',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The key file begins with a PEM private key: PKCS#8, or the older RSA, EC and DSA forms.',
  why: 'The process does not start. Keys of OpenSSH, public keys and certificates in place of the key are the usual cases; Kibana takes no other key than RSA from PKCS#12.',
  remedy: filesRemedy(
    'Turn it into PKCS#8: openssl pkcs8 -topk8 -nocrypt -in OLD.key -out node.key. See that key and certificate are not swapped: head -1 FILE.',
  ),
  source: 'elastic/elasticsearch: PemUtils',
  logLines: ['does not contain a supported key format'],
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
