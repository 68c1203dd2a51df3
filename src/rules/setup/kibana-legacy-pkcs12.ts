import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { localCopy, replaceFiles } from '../remedies/put-files.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a store of Kibana is encrypted in a way that it reads. */
export const kibanaLegacyPkcs12 = reportedRule({
  id: 'kibana-legacy-pkcs12',
  title: 'Kibana cannot read the encryption of its store',
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  requirement: 'A PKCS#12 store of Kibana is encrypted with AES (PBES2), with 3DES, or with 40-bit RC2, as keytool of an old JDK does it.',
  impact:
    "Kibana reads stores with its own parser (node-forge), which supports nothing else, with or without OpenSSL's legacy provider. Kibana exits at start. OpenSSL reads PEM keys, and needs that provider for RC2 and RC4. Kibana has the provider off since 9.0.",
  fix: filesFix((context) => {
    const store = context.path ?? context.files.keystore ?? 'KEYSTORE_FILE';
    const { fetch, file } = localCopy(context, store);
    return [
      command(
        atFault(context),
        'Convert the store to AES, with the password of the old one. The last command deletes all.pem, which holds the private key.',
        ...fetch,
        `openssl pkcs12 -legacy -in ${file} -nodes -out all.pem`,
        'openssl pkcs12 -export -in all.pem -out new.p12',
        ...replaceFiles(context, ['new.p12', store]),
        'shred -u all.pem',
      ),
      ...restart(context),
    ];
  }),
  source: 'elastic/kibana: @kbn/crypto; elastic/kibana#213123',
  needs: /store\.path$/,
});
