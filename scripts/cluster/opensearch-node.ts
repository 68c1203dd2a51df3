import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientAuthSetting, ClusterOptions } from './cluster-options.ts';
import type { NodeCertificates } from './cluster-pki.ts';
import { logFile, type NodePlan, settingsYaml } from './node-plan.ts';
import { commonSettings, jvmOptions, ownFiles, ownSettings } from './node-settings.ts';

/** How one OpenSearch node is set up and started. */
export function opensearchNode(
  options: ClusterOptions,
  given: {
    readonly index: number;
    readonly folder: string;
    readonly home: string;
    readonly javaHome: string;
    readonly certificates: NodeCertificates | null;
  },
): NodePlan {
  const { index, folder, home, certificates } = given;
  const settings = opensearchSettings(options, index, folder, certificates?.nodeNames ?? null);
  const realm = join(home, 'plugins', 'opensearch-security', 'config');
  const files = new Map<string, string | Uint8Array>([
    ['config/opensearch.yml', settingsYaml(settings)],
    // Both lines stand in the distribution's own file, which this one replaces.
    ['config/jvm.options', jvmOptions(options, folder, ['-Dlog4j2.formatMsgNoLookups=true', '18-:-Djava.security.manager=allow'])],
    ['config/log4j2.properties', readFileSync(join(home, 'config', 'log4j2.properties'))],
    ...readdirSync(realm)
      .filter((file) => file.endsWith('.yml'))
      .map((file) => [`config/opensearch-security/${file}`, readFileSync(join(realm, file))] as const),
    ...(certificates === null ? [] : certificates.files),
    ...ownFiles(options, index),
  ]);
  return {
    index,
    name: `${options.name}-${index}`,
    address: `${options.net}.${index}`,
    folder,
    log: logFile(settings),
    files,
    command: join(home, 'bin', 'opensearch'),
    daemon: false,
    environment: {
      OPENSEARCH_JAVA_HOME: given.javaHome,
      JAVA_HOME: given.javaHome,
      OPENSEARCH_PATH_CONF: join(folder, 'config'),
      OPENSEARCH_TMPDIR: join(folder, 'tmp'),
    },
    httpTls: settings.get('plugins.security.disabled') !== 'true' && settings.get('plugins.security.ssl.http.enabled') === 'true',
  };
}

/** The lines of its opensearch.yml; an empty value is left out. `nodeNames` is null where security is off. */
export function opensearchSettings(
  options: ClusterOptions,
  index: number,
  folder: string,
  nodeNames: string | null,
): ReadonlyMap<string, string> {
  return new Map([
    ...commonSettings(options, index, folder),
    ['cluster.initial_cluster_manager_nodes', `["${options.name}-1"]`],
    ...(nodeNames === null ? [['plugins.security.disabled', 'true'] as const] : securitySettings(options, nodeNames)),
    ...ownSettings(options, index),
  ]);
}

/** The user that the security plugin's own example configuration defines. */
export const opensearchLogin = { user: 'admin', password: 'admin' } as const;

const clientAuthMode: Readonly<Record<ClientAuthSetting, string>> = { required: 'REQUIRE', optional: 'OPTIONAL', none: 'NONE' };

function securitySettings(options: ClusterOptions, nodeNames: string): readonly (readonly [string, string])[] {
  const transport = 'plugins.security.ssl.transport';
  const http = 'plugins.security.ssl.http';
  const protocols = options.protocols === undefined ? '' : `[${options.protocols.map((one) => `"${one}"`).join(', ')}]`;
  return [
    [`${transport}.pemcert_filepath`, 'certs/transport.crt'],
    [`${transport}.pemkey_filepath`, 'certs/transport.key'],
    [`${transport}.pemtrustedcas_filepath`, 'certs/ca.crt'],
    [`${transport}.enforce_hostname_verification`, options.verification === undefined ? '' : String(options.verification === 'full')],
    [`${transport}.enabled_protocols`, protocols],
    [`${http}.enabled`, 'true'],
    [`${http}.pemcert_filepath`, 'certs/http.crt'],
    [`${http}.pemkey_filepath`, 'certs/http.key'],
    [`${http}.pemtrustedcas_filepath`, 'certs/ca.crt'],
    [`${http}.clientauth_mode`, options.httpClientAuth === undefined ? '' : clientAuthMode[options.httpClientAuth]],
    [`${http}.enabled_protocols`, protocols],
    ['plugins.security.allow_default_init_securityindex', 'true'],
    ['plugins.security.nodes_dn', `["${nodeNames}"]`],
    ['plugins.security.restapi.roles_enabled', '["all_access"]'],
  ];
}
