import type { FixContext, FixOf, FixStep } from '../../model/fix.ts';
import { byDeployment, type FixTable } from './by-deployment.ts';
import { isPlain } from './fix-context.ts';
import { certificateFiles, customSecret, reissueInKubernetes, writeSecret } from './kubernetes.ts';
import { layerOf } from './layer.ts';
import { managed, uploadToProxy } from './platforms.ts';
import { localCopy, replaceFiles } from './put-files.ts';
import { advice, atFault, command } from './steps.ts';
import { reloadKibana, restart } from './tools.ts';

/** What the server sends beside its certificate, or in which order. `what` says what it is to send. */
export function resend(what: string, given: Partial<FixTable> = {}): FixOf {
  return byDeployment({
    self: (context) => writeChain(context, `Make the endpoint send ${what}.`),
    // For transport, a secret of one's own holds a CA, and the operator makes the chain.
    eck: (context) =>
      context.channel === 'transport' || context.channel === 'remote-cluster'
        ? reissueInKubernetes(context, `with which the node sends ${what}`)
        : [
            writeSecret(
              context,
              `Make the endpoint send ${what}. Put these certificates into tls.crt, and the root into ca.crt, of the secret that ${customSecret(context)} names.`,
              certificateFiles,
            ),
          ],
    ece: uploadToProxy(`Make the proxy send ${what}.`),
    ...managed(),
    ...given,
  });
}

/** For an issuer of whom nothing shows whether it is an intermediate. */
export function orSendIntermediate(context: FixContext, issuer: string): FixStep {
  return advice(
    atFault(context),
    `If ${isPlain(issuer) ? issuer : 'the issuer'} is an intermediate below the CA that the others trust, send it along: add it to the file or store of the certificate.`,
  );
}

/** Joins certificates, and puts them in place of the file in use. */
export function writeChain(context: FixContext, text: string): readonly FixStep[] {
  const layer = layerOf(context);
  const isStore = context.format === 'pkcs12' || context.format === 'jks';
  const join = 'cat node.crt INTERMEDIATE >chain.crt';
  const where = atFault(context);
  if (isStore) {
    const store = context.files.keystore ?? 'KEYSTORE_FILE';
    const { fetch, file: local } = localCopy(context, store);
    const isJks = context.format === 'jks';
    const opened = isJks ? 'node.p12' : local;
    return [
      command(
        where,
        `${text} Create the store again from them, with the password of the old one.${reads(context)}`,
        ...fetch,
        ...(isJks ? [`keytool -importkeystore -srckeystore ${local} -destkeystore ${opened} -deststoretype PKCS12`] : []),
        `openssl pkcs12 -in ${opened} -clcerts -nokeys | openssl x509 -out node.crt`,
        `openssl pkcs12 -in ${opened} -nocerts -nodes -out node.key`,
        join,
        'openssl pkcs12 -export -inkey node.key -in chain.crt -out chain.p12',
        ...(isJks
          ? [
              'keytool -importkeystore -srckeystore chain.p12 -srcstoretype PKCS12 -destkeystore chain.jks -deststoretype JKS',
              ...replaceFiles(context, ['chain.jks', store]),
            ]
          : replaceFiles(context, ['chain.p12', store])),
      ),
      ...reload(context),
    ];
  }
  const file = context.files.certificate ?? 'CERT_FILE';
  const { fetch, file: local } = localCopy(context, file);
  return [
    command(
      where,
      `${text} Replace the file that ${layer.certificate} names.${reads(context)}`,
      ...fetch,
      // The first certificate of the file, whatever follows it.
      `openssl x509 -in ${local} -out node.crt`,
      join,
      ...replaceFiles(context, ['chain.crt', file]),
    ),
    ...(context.format === null
      ? [
          advice(
            where,
            `If ${layer.keystore} is set instead, create its file again: openssl pkcs12 -export -inkey KEY_FILE -in chain.crt -out chain.p12.`,
          ),
        ]
      : []),
    ...reload(context),
  ];
}

function reads(context: FixContext): string {
  return layerOf(context).product === 'Elasticsearch' ? ' A running node reads it within 5 seconds.' : '';
}

/** Elasticsearch reads files of the same name by itself. */
function reload(context: FixContext): readonly FixStep[] {
  switch (layerOf(context).product) {
    case 'Elasticsearch':
      return [];
    case 'Kibana':
      return reloadKibana(context);
    case 'OpenSearch':
    case 'OpenSearch Dashboards':
      return restart(context);
  }
}
