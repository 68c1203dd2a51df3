import { shellQuote } from '../../model/shell-quote.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { copy } from '../remedies/place.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a PEM file has a key that the product reads. */
export const pemKeyUnsupported = reportedRule({
  id: 'pem-key-unsupported',
  title: 'Key file in a format that is not read',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'The key file begins with a PEM private key: PKCS#8, or the older RSA, EC and DSA forms.',
  why: 'The process does not start. Keys of OpenSSH, public keys and certificates in place of the key are the usual cases; Kibana takes no other key than RSA from PKCS#12.',
  fix: filesFix((context) => {
    const file = context.path ?? context.files.key ?? 'KEY_FILE';
    return [
      command(atFault(context), 'See that key and certificate are not swapped.', `head -1 ${shellQuote(file)}`),
      command(
        atFault(context),
        'Turn the key into PKCS#8.',
        `openssl pkey -in ${shellQuote(file)} -out node.key`,
        copy(context, 'node.key', file),
      ),
      ...restart(context),
    ];
  }),
  source: 'elastic/elasticsearch: PemUtils',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
