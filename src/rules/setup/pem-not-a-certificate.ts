import { shellQuote } from '../../model/shell-quote.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { copy } from '../remedies/place.ts';
import { atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether a file of certificates has some. */
export const pemNotACertificate = reportedRule({
  id: 'pem-not-a-certificate',
  title: 'No certificate where one was expected',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  holds: 'A file that certificate or certificate_authorities names holds PEM certificates, and what else stands in it can be read.',
  why: 'The process does not start. Swapped files (the key in certificate), a request instead of a certificate, and DER in place of PEM are the usual cases.',
  fix: filesFix((context) => {
    const file = shellQuote(context.path ?? 'FILE');
    return [
      command(atFault(context), 'See what the file is.', `head -1 ${file}`, `file ${file}`),
      command(atFault(context), 'Of DER, make PEM.', `openssl x509 -inform DER -in ${file} -out new.crt`),
      command(atFault(context), 'Of PKCS#12, take the certificates.', `openssl pkcs12 -in ${file} -nokeys -out new.crt`),
      command(atFault(context), 'Put the new file in its place.', copy(context, 'new.crt', context.path ?? 'FILE')),
      ...restart(context),
    ];
  }),
  source: 'elastic/elasticsearch: PemUtils, PemTrustConfig',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});
