import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a store of Kibana is encrypted in a way that it reads. */
export const kibanaLegacyPkcs12 = reportedRule({
  id: 'kibana-legacy-pkcs12',
  title: 'Store of Kibana in an encryption that it does not read',
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  holds: 'A PKCS#12 store of Kibana is encrypted with AES (PBES2), with 3DES, or with RC2 of 40 bits, as keytool of an old JDK has it.',
  why: 'Kibana reads stores with a parser of its own (node-forge), which knows nothing else, whether OpenSSL has its legacy provider or not: it ends at its start. Keys in PEM are read by OpenSSL, which needs that provider for RC2 and RC4; Kibana has it off since 9.0.',
  remedy: filesRemedy(
    'openssl pkcs12 -legacy -in OLD.p12 -nodes -out all.pem, then openssl pkcs12 -export -in all.pem -out NEW.p12, and shred all.pem. Or name PEM files in server.ssl.certificate and server.ssl.key.',
  ),
  source: 'elastic/kibana: @kbn/crypto; elastic/kibana#213123',
  logLines: ['Cannot read encrypted PBE data block. Unsupported OID.', 'inner_evp_generic_fetch'],
  needs: /store\.path$/,
});
