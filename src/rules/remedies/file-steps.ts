import type { FixContext, FixStep } from '../../model/fix.ts';
import { shellQuote } from '../../model/shell-quote.ts';
import { folderOf, inService, localCopy, newFiles, ownerOf } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command } from './steps.ts';
import { keytoolOn } from './store-tool.ts';
import { certutil, outFile, restart } from './tools.ts';

/** A file that the service may read, and the world may not. */
export function readable(context: FixContext): readonly FixStep[] {
  const file = shellQuote(context.path ?? 'FILE');
  const folder = shellQuote(folderOf(context.path));
  return [
    command(
      atFault(context),
      'Allow the service, and nobody else, to read the file and enter its directory.',
      `${inService(context)}chown ${ownerOf(context)} ${file} ${folder}`,
      `${inService(context)}chmod 640 ${file}`,
      `${inService(context)}chmod 750 ${folder}`,
    ),
    ...(context.packaging === 'container' ? [] : [advice(atFault(context), 'If SELinux is on, run restorecon on a file that was copied.')]),
  ];
}

/** What can be read of the certificates in the file that is served. */
export function listReadable(context: FixContext): FixStep {
  const { format, files } = context;
  const text = 'List the certificates in the file that the endpoint sends. A proxy in front of it has a file of its own.';
  if (format === 'pkcs12' || format === 'jks')
    return command(
      atFault(context),
      text,
      ...keytoolOn(context, files.keystore ?? 'KEYSTORE_FILE', (store) => `-list -v -keystore ${store}`),
    );
  const { fetch, file } = localCopy(context, files.certificate ?? 'CERT_FILE');
  return command(atFault(context), text, ...fetch, `openssl crl2pkcs7 -nocrl -certfile ${file} | openssl pkcs7 -print_certs -noout`);
}

/** A certificate for Kibana's own port, where there is none. Browsers take none that is valid for longer than 398 days. */
export function ownCertificateOfKibana(context: FixContext): readonly FixStep[] {
  const name = 'kibana-server';
  const folder = `${context.directory ?? '/etc/kibana'}/certs`;
  const [certificate, key] = [`${folder}/${name}.crt`, `${folder}/${name}.key`];
  return [
    command(
      at('ca-machine'),
      'Create a signing request for the name that browsers use, and sign it with the key of a CA that they trust.',
      certutil(context, `csr --name ${name} --dns ${shellQuote(context.node.dns[0] ?? 'HOST')} --out ${outFile(context, `${name}.zip`)}`),
      `unzip ${name}.zip`,
      `openssl x509 -req -in ${name}/${name}.csr -CA CA_CERT -CAkey CA_KEY -CAcreateserial -sha256 -days 397 -copy_extensions copy -out ${name}/${name}.crt`,
    ),
    advice(
      at('ca-machine'),
      `If your company or a public CA signs, send it ${name}/${name}.csr in place of the last command. Save what it returns, followed by its intermediates, as ${name}/${name}.crt.`,
    ),
    command(
      atFault(context),
      'Copy certificate and key into the configuration directory.',
      ...newFiles({ ...context, product: 'kibana' }, [`${name}/${name}.crt`, certificate], [`${name}/${name}.key`, key]),
    ),
    setting(context, 'at-fault', 'Turn on TLS with that certificate.', {
      'server.ssl.enabled': true,
      'server.ssl.certificate': certificate,
      'server.ssl.key': key,
    }),
    ...restart(context),
  ];
}
