import type { MadeEntry } from './archive-maker.ts';

/** A node as `GET /_nodes?human` has it, with what support-diagnostics keeps of that. Settings of TLS but `enabled` are filtered out by Elasticsearch. */
export function collectedNode({
  name,
  version = '9.1.2',
  jvm = '24.0.1',
  address = '10.0.0.11',
  settings = { xpack: { security: { enabled: 'true', transport: { ssl: { enabled: 'true' } }, http: { ssl: { enabled: 'true' } } } } },
}: {
  readonly name: string;
  readonly version?: string;
  readonly jvm?: string;
  readonly address?: string;
  readonly settings?: unknown;
}) {
  return {
    name,
    version,
    jvm: { version: jvm },
    settings,
    transport: { bound_address: [`${address}:9300`], publish_address: `${address}:9300` },
    http: { bound_address: [`${address}:9200`], publish_address: `${address}:9200` },
  };
}

export const ownCertificate = {
  path: 'certs/transport.p12',
  format: 'PKCS12',
  alias: 'transport',
  subject_dn: 'CN=es01',
  serial_number: '0a1b',
  has_private_key: true,
  expiry: '2030-01-01T00:00:00.000Z',
  issuer: 'CN=Transport CA',
};

export const trustedAuthority = {
  path: 'certs/ca.crt',
  format: 'PEM',
  alias: null,
  subject_dn: 'CN=Transport CA',
  serial_number: '0c',
  has_private_key: false,
  expiry: '2035-01-01T00:00:00.000Z',
  issuer: 'CN=Transport CA',
};

/** An archive of support-diagnostics 9 (`api`), after elastic-rest.yml; what is given stands in place of what a healthy cluster answers. */
export function collected({
  top = 'api-diagnostics-20261130-120000/',
  nodes = [collectedNode({ name: 'es01' })],
  certificates = [ownCertificate, trustedAuthority],
  deprecations = { cluster_settings: [], node_settings: [], index_settings: {} },
  remotes = {},
}: {
  readonly top?: string;
  readonly nodes?: readonly ReturnType<typeof collectedNode>[];
  readonly certificates?: unknown;
  readonly deprecations?: unknown;
  readonly remotes?: unknown;
}): readonly MadeEntry[] {
  const file = (path: string, body: unknown): MadeEntry => ({ path: `${top}${path}`, content: JSON.stringify(body) });
  const [first] = nodes;
  return [
    file('diagnostic_manifest.json', {
      diagnostic: '9.3.6',
      type: 'elasticsearch_diagnostic',
      product: 'elasticsearch',
      version: '9.1.2',
      timestamp: '2026-11-30T12:00:00.000Z',
      mode: 'full',
    }),
    file('manifest.json', { diagVersion: '9.3.6', collectionDate: '2026-11-30T12:00:00.000Z' }),
    file('version.json', { name: first?.name, cluster_name: 'prod', cluster_uuid: 'u', version: { number: first?.version } }),
    file('nodes.json', { cluster_name: 'prod', nodes: Object.fromEntries(nodes.map((node, index) => [`id${index}`, node])) }),
    file('ssl_certs.json', certificates),
    file('deprecation_info.json', deprecations),
    file('remote_cluster_info.json', remotes),
    file('commercial/xpack.json', {}),
  ];
}
