import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterOptions } from './cluster-options.ts';
import type { NodeCertificates } from './cluster-pki.ts';
import { logFile, type NodePlan, settingsYaml } from './node-plan.ts';
import { commonSettings, jvmOptions, ownFiles, ownSettings } from './node-settings.ts';

export type Login = { readonly user: string; readonly password: string };

/** How one Elasticsearch node is set up and started. */
export function elasticsearchNode(
  options: ClusterOptions,
  given: {
    readonly index: number;
    readonly folder: string;
    readonly home: string;
    readonly javaHome: string;
    readonly certificates: NodeCertificates | null;
    readonly login: Login;
  },
): NodePlan {
  const { index, folder, home, certificates, login } = given;
  const settings = elasticsearchSettings(options, index, folder);
  const files = new Map<string, string | Uint8Array>([
    ['config/elasticsearch.yml', settingsYaml(settings)],
    ['config/jvm.options', jvmOptions(options, folder, [])],
    ['config/log4j2.properties', readFileSync(join(home, 'config', 'log4j2.properties'))],
    ['config/roles.yml', ''],
    ['config/role_mapping.yml', ''],
    ['config/users', `${login.user}:${passwordHash(login.password)}\n`],
    ['config/users_roles', `superuser:${login.user}\n`],
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
    command: join(home, 'bin', 'elasticsearch'),
    // Since 8 a launcher in Java stays beside a node that runs in the foreground, and costs its memory.
    daemon: !options.version.startsWith('7.'),
    environment: {
      ES_JAVA_HOME: given.javaHome,
      ES_PATH_CONF: join(folder, 'config'),
      ES_TMPDIR: join(folder, 'tmp'),
      CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1',
    },
    httpTls: settings.get('xpack.security.enabled') === 'true' && settings.get('xpack.security.http.ssl.enabled') === 'true',
  };
}

/** The lines of its elasticsearch.yml; an empty value is left out. */
export function elasticsearchSettings(options: ClusterOptions, index: number, folder: string): ReadonlyMap<string, string> {
  return new Map([
    ...commonSettings(options, index, folder),
    ['cluster.initial_master_nodes', `["${options.name}-1"]`],
    ['xpack.security.enabled', String(options.security)],
    ...(options.security ? securitySettings(options) : []),
    ...ownSettings(options, index),
  ]);
}

function securitySettings(options: ClusterOptions): readonly (readonly [string, string])[] {
  const transport = 'xpack.security.transport.ssl';
  const http = 'xpack.security.http.ssl';
  const protocols = options.protocols === undefined ? '' : `[${options.protocols.join(', ')}]`;
  return [
    [`${transport}.enabled`, 'true'],
    [`${transport}.certificate`, 'certs/transport.crt'],
    [`${transport}.key`, 'certs/transport.key'],
    [`${transport}.certificate_authorities`, '["certs/ca.crt"]'],
    [`${transport}.client_authentication`, options.transportClientAuth ?? ''],
    [`${transport}.verification_mode`, options.verification ?? ''],
    [`${transport}.supported_protocols`, protocols],
    [`${http}.enabled`, 'true'],
    [`${http}.certificate`, 'certs/http.crt'],
    [`${http}.key`, 'certs/http.key'],
    [`${http}.certificate_authorities`, '["certs/ca.crt"]'],
    [`${http}.client_authentication`, options.httpClientAuth ?? ''],
    [`${http}.supported_protocols`, protocols],
    ...(options.version.startsWith('7.') ? [] : [['xpack.security.enrollment.enabled', 'false'] as const]),
  ];
}

/** A password as the file realm keeps it: Hasher's PBKDF2 form, which spares two starts of `elasticsearch-keystore` for a bootstrap password. */
export function passwordHash(password: string): string {
  const salt = randomBytes(32);
  const hash = pbkdf2Sync(password, salt, 10_000, 32, 'sha512');
  return `{PBKDF2}10000$${salt.toString('base64')}$${hash.toString('base64')}`;
}
