import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { layerOf } from '../remedies/layer.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { localCopy, replaceFiles } from '../remedies/put-files.ts';
import { advice, atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a PEM file has a key that the product reads. */
export const pemKeyUnsupported = reportedRule({
  id: 'pem-key-unsupported',
  title: 'Key file format is not supported',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'The key file begins with a PEM private key: PKCS#8, or the older RSA, EC and DSA forms.',
  impact:
    'The process does not start. Usually the file is an OpenSSH key, a public key, or a certificate. Kibana accepts only RSA keys from a PKCS#12 store.',
  fix: filesFix((context) => {
    const file = context.path ?? context.files.key ?? 'KEY_FILE';
    const { fetch, file: local } = localCopy(context, file);
    return [
      command(
        atFault(context),
        'Convert the key to PKCS#8.',
        ...fetch,
        `openssl pkey -in ${local} -out node.key`,
        ...replaceFiles(context, ['node.key', file]),
      ),
      ...restart(context),
      advice(
        atFault(context),
        `If OpenSSL finds no key in the file, check that the files of ${layerOf(context).key} and ${layerOf(context).certificate} are not swapped.`,
      ),
    ];
  }, inKubernetes(
    'Convert the key to PKCS#8 (openssl pkey -in KEY_FILE -out tls.key), and put the result into the secret that is mounted. If OpenSSL finds no key in the file, check that key and certificate are not swapped.',
  )),
  source: 'elastic/elasticsearch: PemUtils',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
