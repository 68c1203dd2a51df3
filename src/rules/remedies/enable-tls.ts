import type { FixContext, FixStep } from '../../model/fix.ts';
import { authorityCertificate, issue, issuedFile } from './issue.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { advice, at, atFault, command, edit } from './steps.ts';
import {
  authorityName,
  certutil,
  defaultAuthority,
  fullRestart,
  keystoreAdd,
  outFile,
  restart,
  restartKibana,
  rollingRestart,
} from './tools.ts';

/** TLS on transport, for a cluster that has none: a CA, a certificate, the settings, the passwords, and a stop of the whole cluster. */
export function enableTransportTls(
  context: FixContext,
  { also = {} }: { readonly also?: Readonly<Record<string, boolean>> } = {},
): readonly FixStep[] {
  const store = 'certs/elastic-certificates.p12';
  const prefix = 'xpack.security.transport.ssl';
  return [
    command(
      at('ca-machine'),
      'Make a CA for this cluster alone, and a certificate from it. Each command asks for a password.',
      certutil(context, `ca ${authorityName} --out ${defaultAuthority(context)}`),
      certutil(context, `cert --ca ${defaultAuthority(context)} --out ${outFile(context, 'elastic-certificates.p12')}`),
    ),
    command(
      at('every-node'),
      'Copy elastic-certificates.p12, not the CA, into the configuration directory.',
      ...newFiles(context, ['elastic-certificates.p12', `${configDirectory(context)}/${store}`]),
    ),
    setting(context, 'every-node', 'Turn on TLS.', {
      ...also,
      [`${prefix}.enabled`]: true,
      [`${prefix}.verification_mode`]: 'certificate',
      [`${prefix}.client_authentication`]: 'required',
      [`${prefix}.keystore.path`]: store,
      [`${prefix}.truststore.path`]: store,
    }),
    ...onEveryNode(
      keystoreAdd(
        context,
        'Add the password of that file to the keystore, once for each use.',
        `${prefix}.keystore.secure_password`,
        `${prefix}.truststore.secure_password`,
      ),
    ),
    ...fullRestart(context, 'Nodes with and without TLS do not talk to each other, so this cannot be done node by node.'),
  ];
}

/** Its settings name a certificate, whether TLS is on or not. */
export function isConfigured({ files }: FixContext): boolean {
  return files.keystore !== null || files.certificate !== null;
}

/** TLS on transport where its certificates are configured, and it is off. */
export function switchOnTransportTls(context: FixContext): readonly FixStep[] {
  return [
    setting(context, 'every-node', 'Turn on TLS: its certificate is configured.', { 'xpack.security.transport.ssl.enabled': true }),
    ...fullRestart(context, 'Nodes with and without TLS do not talk to each other, so this cannot be done node by node.'),
  ];
}

/** TLS on the transport of one node, for a cluster whose other nodes have it. `also`: what has to be turned on with it. */
export function enableTransportTlsAsOthers(context: FixContext, also: Readonly<Record<string, boolean>> = {}): readonly FixStep[] {
  const { authority, issuer } = context;
  const prefix = 'xpack.security.transport.ssl';
  if (isConfigured(context) && authority.name !== null && issuer.name === authority.name) {
    return [
      setting(context, 'at-fault', 'Turn on TLS, as the others have it.', { ...also, [`${prefix}.enabled`]: true }),
      ...restart(context),
    ];
  }
  const trusting: FixContext = { ...context, format: 'pem', issuer: { name: authority.name, madeBy: authority.madeBy } };
  const { certificate, key } = issuedFile(trusting);
  const isPemAuthority = authority.name !== null && authority.madeBy === null;
  const named = { key: 'certs/node.key', certificate: 'certs/node.crt', certificate_authorities: 'certs/ca.crt' };
  const folder = configDirectory(context);
  return [
    ...issue(trusting, { what: 'from the CA of the others' }),
    ...(isPemAuthority
      ? []
      : [command(at('ca-machine'), "Take the CA's certificate out of its store.", authorityCertificate(context, 'ca.crt'))]),
    command(
      atFault(context),
      'Put both, and the certificate of that CA, into the configuration directory.',
      ...newFiles(
        context,
        [certificate, `${folder}/${named.certificate}`],
        [key, `${folder}/${named.key}`],
        [isPemAuthority ? 'CA_CERT' : 'ca.crt', `${folder}/${named.certificate_authorities}`],
      ),
    ),
    setting(context, 'at-fault', 'Turn on TLS.', {
      ...also,
      [`${prefix}.enabled`]: true,
      [`${prefix}.verification_mode`]: 'certificate',
      [`${prefix}.key`]: named.key,
      [`${prefix}.certificate`]: named.certificate,
      [`${prefix}.certificate_authorities`]: [named.certificate_authorities],
    }),
    ...restart(context),
  ];
}

/** TLS on the REST API, for a cluster that has none there, and what clients need then. */
export function enableHttpTls(context: FixContext): readonly FixStep[] {
  const prefix = 'xpack.security.http.ssl';
  return [
    command(
      at('ca-machine'),
      'Make the certificates. The tool asks for the CA: give the full path of the CA of the cluster. Then it asks for the names and addresses of the nodes, and writes elasticsearch-ssl-http.zip into the directory of Elasticsearch.',
      certutil(context, 'http'),
    ),
    command(
      at('every-node'),
      'Unpack elasticsearch-ssl-http.zip, and put http.p12 of this node into the configuration directory.',
      'unzip elasticsearch-ssl-http.zip',
      ...newFiles(context, ['elasticsearch/http.p12', `${configDirectory(context)}/http.p12`]),
    ),
    setting(context, 'every-node', 'Turn on TLS.', { [`${prefix}.enabled`]: true, [`${prefix}.keystore.path`]: 'http.p12' }),
    ...onEveryNode(keystoreAdd(context, 'Add the password of that file to the keystore.', `${prefix}.keystore.secure_password`)),
    ...rollingRestart(context),
    command(
      at('kibana'),
      'Give Kibana the CA from the same zip.',
      'mkdir -p /etc/kibana/certs',
      'cp kibana/elasticsearch-ca.pem /etc/kibana/certs/elasticsearch-ca.pem',
    ),
    edit(
      at('kibana', { file: 'kibana.yml' }),
      'Make Kibana use https.',
      'elasticsearch.hosts: ["https://HOST:9200"]',
      'elasticsearch.ssl.certificateAuthorities: ["/etc/kibana/certs/elasticsearch-ca.pem"]',
    ),
    ...restartKibana(context),
    advice(at('client'), 'Change the URLs of all other clients to https, and give them elasticsearch-ca.pem as their CA.'),
  ];
}

/** A file of each node: adding a secret on one does nothing on the others. */
export function onEveryNode(steps: readonly FixStep[]): readonly FixStep[] {
  return steps.map((step) => (step.where.machine === 'node' ? { ...step, where: at('every-node') } : step));
}
