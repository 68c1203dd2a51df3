import type { FixContext, FixOf, FixStep } from '../../model/fix.ts';
import { issue, issuedFile, newAuthority, newAuthorityFile } from './issue.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { removal, setting } from './settings-edit.ts';
import { advice, at, atFault, atKibana, command, edit } from './steps.ts';
import { fullRestart, restart, restartKibana, rollingRestart } from './tools.ts';

/** OpenSearch has no setting for it: its security plugin demands and checks client certificates on transport, or is not there at all. */
export const alwaysChecksPeers: FixOf = () => [
  advice(
    at('network'),
    'OpenSearch with TLS on transport always demands a client certificate and checks it against plugins.security.ssl.transport.pemtrustedcas_filepath; no setting changes that. So something else ends TLS before the node: a proxy, a load balancer, a service mesh. Make it pass TCP through unopened, or remove it.',
  ),
];

/** The security plugin, which does not run without TLS on transport: a CA, certificates, the settings, and a stop of the whole cluster. */
export function enableOpenSearchTls(context: FixContext): readonly FixStep[] {
  const ca = `${newAuthorityFile}.crt`;
  return [
    newAuthority(context, 'Make a CA for this cluster alone.'),
    ...issue(context, { what: 'for each node', authority: 'new' }),
    command(
      at('ca-machine'),
      'Issue a certificate for the administrator, who loads the security configuration.',
      "openssl req -new -newkey rsa:2048 -nodes -keyout admin.key -subj '/CN=admin' -out admin.csr",
      `openssl x509 -req -in admin.csr -CA ${ca} -CAkey ${newAuthorityFile}.key -CAcreateserial -sha256 -days 730 -out admin.crt`,
    ),
    putOnEveryNode(context, 'node', ca),
    advice(
      at('every-node'),
      'If the security plugin is not installed, stop the node and install it: bin/opensearch-plugin install opensearch-security.',
    ),
    removal(context, 'every-node', ['plugins.security.disabled'], 'The security plugin is then on.', 'if it is set'),
    setting(context, 'every-node', 'Name the certificates, the subject of each node, and the subject of the administrator.', {
      ...materialOf('transport', 'node'),
      'plugins.security.nodes_dn': ['CN=NODE'],
      'plugins.security.authcz.admin_dn': ['CN=admin'],
    }),
    ...fullRestart(context, 'Nodes with and without TLS do not talk to each other.'),
    command(
      at('member'),
      'Load the security configuration.',
      `plugins/opensearch-security/tools/securityadmin.sh -cd config/opensearch-security -icl -h HOST -cacert ${ca} -cert admin.crt -key admin.key`,
    ),
  ];
}

/** TLS on the REST API, for a cluster that has it on transport, and what clients need then. */
export function enableOpenSearchHttpTls(context: FixContext): readonly FixStep[] {
  const folder = '/etc/opensearch-dashboards/certs';
  return [
    advice(
      at('every-node'),
      'If the security plugin is off or not installed, transport needs TLS first: handclasp explain transport-plaintext.',
    ),
    ...issue(context, { what: 'for each node, with the names and addresses that clients connect to' }),
    putOnEveryNode(context, 'http', 'CA_CERT'),
    setting(context, 'every-node', 'Turn on TLS for HTTP.', { 'plugins.security.ssl.http.enabled': true, ...materialOf('http', 'http') }),
    ...rollingRestart(context),
    command(
      atKibana(context),
      'Give OpenSearch Dashboards the CA.',
      ...newFiles({ ...context, channel: 'kibana' }, ['CA_CERT', `${folder}/ca.crt`]),
    ),
    edit(
      atKibana(context, 'opensearch_dashboards.yml'),
      'Make OpenSearch Dashboards use https.',
      'opensearch.hosts: ["https://HOST:9200"]',
      `opensearch.ssl.certificateAuthorities: ["${folder}/ca.crt"]`,
    ),
    ...restartKibana(context),
    advice(at('client'), 'Change the URLs of all other clients to https, and give them the CA.'),
  ];
}

/** TLS for the browsers of OpenSearch Dashboards. */
export function enableDashboardsTls(context: FixContext): readonly FixStep[] {
  const folder = `${configDirectory(context)}/certs`;
  const own: FixContext = { ...context, node: { ...context.node, subject: context.node.subject ?? 'dashboards' } };
  const { certificate, key } = issuedFile(own);
  return [
    ...issue(own, { what: 'for the name that browsers use, from a CA that they trust' }),
    command(
      atFault(context),
      'Copy certificate and key into the configuration directory.',
      ...newFiles(context, [certificate, `${folder}/dashboards.crt`], [key, `${folder}/dashboards.key`]),
    ),
    setting(context, 'at-fault', 'Turn on TLS.', {
      'server.ssl.enabled': true,
      'server.ssl.certificate': `${folder}/dashboards.crt`,
      'server.ssl.key': `${folder}/dashboards.key`,
      'opensearch_security.cookie.secure': true,
    }),
    ...restart(context),
  ];
}

/** Certificate, key and CA under names of their own, so that nothing that is in use is overwritten. */
function putOnEveryNode(context: FixContext, name: 'node' | 'http', ca: string): FixStep {
  const { certificate, key } = issuedFile(context);
  const folder = `${configDirectory(context)}/certs`;
  return command(
    at('every-node'),
    'Copy certificate, key and CA into the configuration directory, since OpenSearch reads no file outside it.',
    ...newFiles(context, [certificate, `${folder}/${name}.crt`], [key, `${folder}/${name}.key`], [ca, `${folder}/${name}-ca.crt`]),
  );
}

/** The settings for them. */
function materialOf(layer: 'transport' | 'http', name: 'node' | 'http'): Readonly<Record<string, string>> {
  const prefix = `plugins.security.ssl.${layer}`;
  return {
    [`${prefix}.pemcert_filepath`]: `certs/${name}.crt`,
    [`${prefix}.pemkey_filepath`]: `certs/${name}.key`,
    [`${prefix}.pemtrustedcas_filepath`]: `certs/${name}-ca.crt`,
  };
}
