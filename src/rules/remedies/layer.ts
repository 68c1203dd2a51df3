import type { Channel } from '../../model/channel.ts';
import type { FixContext } from '../../model/fix.ts';

/** What the settings of one layer are called. */
export type Layer = {
  /** Without the last dot. */
  readonly prefix: string;
  readonly product: 'Elasticsearch' | 'Kibana' | 'OpenSearch' | 'OpenSearch Dashboards';
  /** The settings file. */
  readonly yml: string;
  readonly certificate: string;
  readonly key: string;
  readonly keystore: string;
  readonly truststore: string;
  readonly authorities: string;
  /** Of the product's own keystore; OpenSearch has it as well, under other names. */
  readonly keystorePassword: string;
  readonly truststorePassword: string;
  readonly keyPassphrase: string;
};

/** The layer that a fix is about. */
export function layerOf({ channel, product, prefix }: FixContext): Layer {
  if (product === 'opensearch') return channel === 'kibana' ? dashboards : openSearch(channel === 'http' ? 'http' : 'transport');
  if (product === 'kibana' || channel === 'kibana') return kibana(prefix ?? 'server.ssl');
  return elasticsearch(prefix ?? prefixes[channel]);
}

/** Whether the operator of ECK writes the settings and the keystore, and restarts; it runs no OpenSearch. */
export function isRunByOperator({ deployment, product }: FixContext): boolean {
  return deployment === 'eck' && product !== 'opensearch';
}

/** The prefix of the layer's settings, without the last dot. */
export function prefixOf(context: FixContext): string {
  return layerOf(context).prefix;
}

const prefixes: Readonly<Record<Channel, string>> = {
  transport: 'xpack.security.transport.ssl',
  http: 'xpack.security.http.ssl',
  'remote-cluster': 'xpack.security.remote_cluster_server.ssl',
  kibana: 'server.ssl',
  unknown: 'xpack.security.transport.ssl',
};

function elasticsearch(prefix: string): Layer {
  return {
    prefix,
    product: 'Elasticsearch',
    yml: 'elasticsearch.yml',
    certificate: `${prefix}.certificate`,
    key: `${prefix}.key`,
    keystore: `${prefix}.keystore.path`,
    truststore: `${prefix}.truststore.path`,
    authorities: `${prefix}.certificate_authorities`,
    keystorePassword: `${prefix}.keystore.secure_password`,
    truststorePassword: `${prefix}.truststore.secure_password`,
    keyPassphrase: `${prefix}.secure_key_passphrase`,
  };
}

function kibana(prefix: string): Layer {
  return {
    prefix,
    product: 'Kibana',
    yml: 'kibana.yml',
    certificate: `${prefix}.certificate`,
    key: `${prefix}.key`,
    keystore: `${prefix}.keystore.path`,
    truststore: `${prefix}.truststore.path`,
    authorities: `${prefix}.certificateAuthorities`,
    keystorePassword: `${prefix}.keystore.password`,
    truststorePassword: `${prefix}.truststore.password`,
    keyPassphrase: `${prefix}.keyPassphrase`,
  };
}

function openSearch(layer: 'transport' | 'http'): Layer {
  const prefix = `plugins.security.ssl.${layer}`;
  return {
    prefix,
    product: 'OpenSearch',
    yml: 'opensearch.yml',
    certificate: `${prefix}.pemcert_filepath`,
    key: `${prefix}.pemkey_filepath`,
    keystore: `${prefix}.keystore_filepath`,
    truststore: `${prefix}.truststore_filepath`,
    authorities: `${prefix}.pemtrustedcas_filepath`,
    keystorePassword: `${prefix}.keystore_password_secure`,
    truststorePassword: `${prefix}.truststore_password_secure`,
    keyPassphrase: `${prefix}.pemkey_password_secure`,
  };
}

const dashboards: Layer = { ...kibana('server.ssl'), product: 'OpenSearch Dashboards', yml: 'opensearch_dashboards.yml' };
