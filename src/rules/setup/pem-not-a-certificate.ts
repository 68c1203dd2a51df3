import type { FixContext, FixStep } from '../../model/fix.ts';
import { reportedRule } from '../framework/reported-rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { localCopy, replaceFiles } from '../remedies/put-files.ts';
import { advice, atFault, command } from '../remedies/steps.ts';
import { restart } from '../remedies/tools.ts';

/** Whether a file of certificates has some. */
export const pemNotACertificate = reportedRule({
  id: 'pem-not-a-certificate',
  title: 'File does not contain a certificate',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster'],
  requirement: 'A file that certificate or certificate_authorities names contains PEM certificates, and everything else in it can be read.',
  impact:
    'The process does not start. Usually files were swapped (the key in certificate), or the file is a signing request, or DER instead of PEM.',
  fix: filesFix((context) => {
    const path = context.path ?? 'FILE';
    return [
      ...convert(context, path),
      command(atFault(context), 'Put the new file in its place.', ...replaceFiles(context, ['new.crt', path])),
      ...restart(context),
    ];
  }),
  source: 'elastic/elasticsearch: PemUtils, PemTrustConfig',
  needs: /\.(?:key|certificate|certificate_authorities|certificateAuthorities)$/,
});

/** Out of what the file is; where that is not known, one of the commands succeeds. */
function convert(context: FixContext, path: string): readonly FixStep[] {
  const { fetch, file } = localCopy(context, path);
  const der = command(atFault(context), 'Convert it from DER to PEM.', ...fetch, `openssl x509 -inform DER -in ${file} -out new.crt`);
  const store = command(
    atFault(context),
    'Take the certificates out of PKCS#12.',
    ...fetch,
    `openssl pkcs12 -in ${file} -nokeys -out new.crt`,
  );
  switch (context.found.format) {
    case 'der':
      return [der];
    case 'pkcs12':
      return [store];
    default:
      return [
        command(atFault(context), 'Check what the file is.', ...fetch, `head -c 64 ${file} | od -c | head -2`),
        advice(
          atFault(context),
          `Write the certificate into new.crt, in PEM. From DER: ${der.lines?.at(-1)}. From PKCS#12: ${store.lines?.at(-1)}.`,
        ),
      ];
  }
}
