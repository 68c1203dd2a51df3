import { sslKeys } from '../../../src/settings/elasticsearch/tls-defaults.ts';

const elasticsearchKeys: ReadonlySet<string> = new Set([
  'xpack.security.enabled',
  'xpack.security.autoconfiguration.enabled',
  'transport.host',
  'network.publish_host',
  'discovery.seed_hosts',
  'discovery.type',
  'cluster.name',
  'remote_cluster_server.enabled',
]);

const kibanaKeys: ReadonlySet<string> = new Set([
  'server.publicBaseUrl',
  'elasticsearch.hosts',
  'server.ssl.enabled',
  'server.ssl.clientAuthentication',
  'server.ssl.supportedProtocols',
]);
const kibanaSslKeys = [
  'certificate',
  'key',
  'certificateAuthorities',
  'keystore.path',
  'truststore.path',
  'verificationMode',
  'alwaysPresentCertificate',
];

const openSearchKeys: ReadonlySet<string> = new Set([
  'transport.host',
  'network.publish_host',
  'discovery.seed_hosts',
  'cluster.name',
  'plugins.security.nodes_dn',
  'plugins.security.authcz.admin_dn',
  'plugins.security.ssl.http.enabled',
  'plugins.security.ssl.http.clientauth_mode',
  'plugins.security.ssl.transport.enforce_hostname_verification',
]);

/** What may be deleted beside what may be set: names that only the finding knows, and those of passwords and types. */
export function isRemovable(file: string, key: string): boolean {
  if (isKnown(file, key)) return true;
  if (file.endsWith('kibana.yml'))
    return /^(?:server|elasticsearch|monitoring\.ui\.elasticsearch)\.(?:ssl\.[\w.]+|username|password)$/.test(key);
  return /^(?:xpack\.security\.(?:[\w.]+\.)?ssl|transport\.profiles\.PROFILE\.xpack\.security\.ssl|plugins\.security\.ssl)\.[\w.]+$|^plugins\.security\.disabled$|^xpack\.security\.enrollment\.enabled$/.test(
    key,
  );
}

/** Whether the product that reads this file has this setting, as far as fixes name them. */
export function isKnown(file: string, key: string): boolean {
  // The setting that the finding names.
  if (key === 'SETTING') return true;
  if (/cluster\.remote\.[^.]+\.(?:seeds|server_name)$/.test(key)) return !file.endsWith('kibana.yml');
  if (file.endsWith('opensearch_dashboards.yml'))
    return /^(?:server\.ssl|opensearch\.ssl)\.(?:enabled|cipherSuites|certificate|key|certificateAuthorities|supportedProtocols)$|^opensearch\.hosts$|^opensearch_security\.cookie\.secure$/.test(
      key,
    );
  if (file.endsWith('opensearch.yml'))
    return (
      openSearchKeys.has(key) ||
      /^plugins\.security\.ssl\.(?:transport|http)\.(?:pem(?:cert|key|trustedcas)_filepath|enabled_(?:protocols|ciphers))$/.test(key)
    );
  if (file.endsWith('kibana.yml')) {
    const part = /^(?:server|elasticsearch|monitoring\.ui\.elasticsearch)\.ssl\.(.*)$/.exec(key)?.[1];
    return kibanaKeys.has(key) || (part !== undefined && kibanaSslKeys.includes(part));
  }
  const part = /^xpack\.security\.(?:transport|http|remote_cluster_server|remote_cluster_client)\.ssl\.(.*)$/.exec(key)?.[1];
  return elasticsearchKeys.has(key) || (part !== undefined && (sslKeys.common as readonly string[]).includes(part));
}
