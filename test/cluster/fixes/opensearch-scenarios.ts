import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { type Authority, daysFromNow, type Identity, issue, makeCa, makeSelfSigned, toPem } from '../../../src/lab/pki.ts';
import { network } from './fix-place.ts';

/** A node of OpenSearch, installed from an archive, that one thing is wrong with. */
export type OpenSearchScenario = {
  readonly rule: string;
  readonly layer: 'transport' | 'http';
  /** What the layer at fault shows; absent: what is well. */
  readonly identity?: (authority: Authority) => Identity;
  /** Settings of opensearch.yml beside those that are well, as YAML; null leaves one out. */
  readonly settings?: Readonly<Record<string, string | null>>;
  readonly options?: readonly string[];
  /** What OpenSearch does as shipped is still told. */
  readonly leaves?: 'low';
  /** The fix makes the CA of a new cluster, so that none is given. */
  readonly isItsOwnCluster?: true;
};

const prefix = 'plugins.security.ssl';
const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
const wish = (more: Partial<CertificateWish> = {}): CertificateWish => ({
  subject: 'es03',
  altNames: ['DNS:es03', `IP:${network}.3`],
  ...more,
});
const wrong = (layer: OpenSearchScenario['layer'], rule: string, more: Partial<CertificateWish>): OpenSearchScenario => ({
  rule,
  layer,
  identity: (authority) => issue(authority, wish(more)),
});
const off = (layer: OpenSearchScenario['layer']) =>
  Object.fromEntries(['pemcert_filepath', 'pemkey_filepath', 'pemtrustedcas_filepath'].map((name) => [`${prefix}.${layer}.${name}`, null]));

const asksNobody = { [`${prefix}.http.clientauth_mode`]: 'NONE' };

export const openSearchScenarios: readonly OpenSearchScenario[] = [
  wrong('transport', 'leaf-expired', past),
  wrong('http', 'leaf-expired', past),
  wrong('http', 'leaf-expiring', { notBefore: daysFromNow(-400), notAfter: daysFromNow(6) }),
  wrong('http', 'leaf-not-yet-valid', { notBefore: new Date('2090-01-01'), notAfter: new Date('2091-01-01') }),
  wrong('http', 'san-ip-missing', { altNames: ['DNS:es03'] }),
  wrong('http', 'san-missing', { altNames: null }),
  wrong('http', 'weak-key', { key: 'RSA-1024' }),
  wrong('transport', 'weak-signature', { hash: 'sha1' }),
  wrong('http', 'eku-missing-serverauth', { extendedKeyUsage: ['clientAuth'] }),
  wrong('transport', 'eku-transport-missing-clientauth', { extendedKeyUsage: ['serverAuth'] }),
  wrong('http', 'ku-without-digitalsignature', { keyUsage: ['keyEncipherment'], key: 'RSA-2048' }),
  { rule: 'trust-unknown-issuer', layer: 'http', identity: () => issue(makeCa({ subject: 'A foreign CA' }), wish()), settings: asksNobody },
  { rule: 'self-signed-per-node', layer: 'http', identity: () => makeSelfSigned(wish()), settings: asksNobody },
  { rule: 'self-signed-per-node', layer: 'transport', identity: () => makeSelfSigned(wish()) },
  {
    rule: 'trust-missing-intermediate',
    layer: 'http',
    identity: (authority) => {
      const identity = issue(makeCa({ subject: 'Issuing CA', parent: authority }), wish());
      return { ...identity, chainPem: identity.certificatePem };
    },
  },
  { rule: 'tls13-missing', layer: 'http', settings: { [`${prefix}.http.enabled_protocols`]: '["TLSv1.2"]' } },
  { rule: 'legacy-protocol-enabled', layer: 'http', settings: { [`${prefix}.http.enabled_protocols`]: '["TLSv1.2", "TLSv1.1"]' } },
  {
    rule: 'weak-cipher-accepted',
    layer: 'http',
    settings: { [`${prefix}.http.enabled_ciphers`]: '["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_NULL_SHA"]' },
    options: ['--depth', 'full'],
    leaves: 'low',
  },
  { rule: 'http-plaintext', layer: 'http', settings: { ...off('http'), [`${prefix}.http.enabled`]: null } },
  {
    rule: 'transport-plaintext',
    layer: 'transport',
    settings: { ...off('transport'), ...off('http'), [`${prefix}.http.enabled`]: null, 'plugins.security.disabled': 'true' },
    isItsOwnCluster: true,
  },
];

/** Writes the node's configuration, and what the operator has at hand beside it. */
export function openSearchPlace(folder: string, authority: Authority, scenario: OpenSearchScenario) {
  const home = join(folder, 'opensearch-2.19.4');
  const [config, work] = [join(home, 'config'), join(folder, 'work')];
  for (const made of [join(config, 'certs'), join(work, 'dashboards')]) mkdirSync(made, { recursive: true });
  const well = issue(authority, wish());
  const shown = scenario.identity?.(authority) ?? well;
  const settings: Readonly<Record<string, string | null>> = {
    'cluster.name': 'test-fixes',
    'node.name': 'es03',
    ...Object.fromEntries(
      (['transport', 'http'] as const).flatMap((layer) => [
        [`${prefix}.${layer}.pemcert_filepath`, `certs/${layer}.crt`],
        [`${prefix}.${layer}.pemkey_filepath`, `certs/${layer}.key`],
        [`${prefix}.${layer}.pemtrustedcas_filepath`, `certs/${layer}-trust.crt`],
      ]),
    ),
    [`${prefix}.http.enabled`]: 'true',
    ...scenario.settings,
  };
  const lines = Object.entries(settings).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}\n`]));
  writeFileSync(join(config, 'opensearch.yml'), lines.join(''));
  chmodSync(join(config, 'opensearch.yml'), 0o660);
  writeFileSync(join(work, 'dashboards', 'opensearch_dashboards.yml'), '');
  for (const layer of ['transport', 'http'] as const) {
    const { chainPem, privateKeyPem } = layer === scenario.layer ? shown : well;
    writeFileSync(join(config, 'certs', `${layer}.crt`), chainPem);
    writeFileSync(join(config, 'certs', `${layer}.key`), privateKeyPem);
    writeFileSync(join(config, 'certs', `${layer}-trust.crt`), authority.certificatePem);
  }
  writeFileSync(join(work, 'cluster-ca.crt'), authority.certificatePem);
  writeFileSync(
    join(work, 'intermediate.crt'),
    shown.chain
      .slice(1)
      .map((der) => toPem('CERTIFICATE', der))
      .join(''),
  );
  writeFileSync(join(work, 'cluster-ca.key'), authority.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  // To whom it does not know, transport does not tell that it is OpenSearch.
  const scanner = issue(authority, { subject: 'scanner' });
  writeFileSync(join(work, 'scanner.crt'), scanner.chainPem);
  writeFileSync(join(work, 'scanner.key'), scanner.privateKeyPem);
  return { home, config, work };
}
