import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a store of Kibana is encrypted in a way that its OpenSSL still has. */
export const kibanaLegacyPkcs12 = reportedRule({
  id: 'kibana-legacy-pkcs12',
  title: 'Store of Kibana in an old encryption',
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  holds: 'A PKCS#12 store of Kibana 9 and later is encrypted with AES (PBES2), not with RC2 or RC4.',
  why: 'OpenSSL 3 has the old ways in its legacy provider alone, which Kibana has off since 9.0: after the upgrade it may not read its own store.',
  remedy: filesRemedy(
    'openssl pkcs12 -legacy -in OLD.p12 -nodes -out all.pem, then openssl pkcs12 -export -in all.pem -out NEW.p12, and shred all.pem. Or name PEM files in server.ssl.certificate and server.ssl.key.',
  ),
  source: 'elastic/kibana#213123; openssl/openssl#19167',
  logLines: ['inner_evp_generic_fetch'],
  needs: /store\.path$/,
});
