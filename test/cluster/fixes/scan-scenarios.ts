import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Authority, daysFromNow, type Identity, issue, makeCa, makeSelfSigned, withChain } from '../../../src/lab/pki.ts';
import { type FixPlace, http, type Misconfigured, network, nodeIdentity, passwords, transport, type Workshop } from './fix-place.ts';
import { storeOf } from './store-scenarios.ts';

/** An endpoint that one thing is wrong with, as `scan` sees it from outside. */
export type ScanScenario = {
  readonly rule: string;
  /** Where one rule has several scenarios. */
  readonly what?: string;
  readonly layer: 'transport' | 'http' | 'kibana';
  readonly make: (workshop: Workshop) => Misconfigured;
  readonly also?: (place: FixPlace, workshop: Workshop) => void;
  /** The fix makes the CA of a new cluster, so that none is given. */
  readonly isItsOwnCluster?: true;
  /** More options of scan. */
  readonly options?: readonly string[];
  /** What the operator knows, beside the usual. */
  readonly words?: (place: FixPlace) => Readonly<Record<string, string>>;
  readonly answers?: (place: FixPlace) => readonly (readonly [RegExp, string])[];
};

const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
const layers = { transport, http } as const;
type NodeLayer = keyof typeof layers;
const storeSettings = (layer: NodeLayer) => ({
  [`${layers[layer]}.certificate`]: null,
  [`${layers[layer]}.key`]: null,
  [`${layers[layer]}.keystore.path`]: `certs/${layer}.p12`,
});

/** The layer has what this identity shows in PKCS#12, which is how elasticsearch-certutil leaves it, and which scan takes for granted where it knows no files. */
export function inStore(layer: NodeLayer, workshop: Workshop, identity: Identity): Misconfigured {
  return {
    settings: storeSettings(layer),
    files: { [`certs/${layer}.p12`]: storeOf(workshop, identity) },
    secrets: { [`${layers[layer]}.keystore.secure_password`]: passwords.store },
  };
}

const at = (
  layer: NodeLayer,
  rule: string,
  identity: (workshop: Workshop) => Identity,
  more: Partial<ScanScenario> = {},
): ScanScenario => ({
  rule,
  layer,
  make: (workshop) => inStore(layer, workshop, identity(workshop)),
  ...more,
});

const set = (layer: NodeLayer, rule: string, settings: Readonly<Record<string, string | null>>, more: Partial<ScanScenario> = {}) => ({
  rule,
  layer,
  make: () => ({ settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${layers[layer]}.${name}`, value])) }),
  ...more,
});

/** What whoever makes the certificates of the REST API types. */
const certutilHttp: NonNullable<ScanScenario['answers']> = ({ home }) => [
  [/Generate a CSR\? \[y\/N\]/i, 'n'],
  [/Use an existing CA\? \[y\/N\]/i, 'y'],
  [/CA Path:/i, join(home, 'elastic-stack-ca.p12')],
  [/Password for elastic-stack-ca\.p12/i, passwords.authority],
  [/how long should your certificate be valid/i, '2y'],
  [/For how long/i, '2y'],
  [/Generate a certificate per node\? \[y\/N\]/i, 'n'],
  [/hostnames that you wish to use|Enter all the hostnames/i, 'es03\n'],
  [/Enter all the IP addresses|IP addresses that clients/i, `${network}.3\n`],
  [/Is this correct \[Y\/n\]/i, 'y'],
  [/change any of these options\? \[y\/N\]/i, 'n'],
  [/provide a password for the "?http\.p12/i, passwords.store],
  [/What filename should be used/i, ''],
];

const between = (workshop: Workshop): Authority => makeCa({ subject: 'Issuing CA', parent: workshop.authority });

const ownAuthority = ({ work }: FixPlace) => ({ CA_CERT: `${work}/cluster-ca.crt`, CA_KEY: `${work}/cluster-ca.key` });

/** A Kibana with a certificate of its own port. */
function ofKibana(rule: string, identity: (workshop: Workshop) => Identity, words?: ScanScenario['words']): ScanScenario {
  const files = (config: string) => ({ CERT_FILE: `${config}/certs/kibana.crt`, KEY_FILE: `${config}/certs/kibana.key` });
  return {
    rule,
    layer: 'kibana',
    make: (workshop) => {
      const { chainPem, privateKeyPem } = identity(workshop);
      return {
        product: 'kibana',
        settings: {
          'server.ssl.enabled': 'true',
          'server.ssl.certificate': 'certs/kibana.crt',
          'server.ssl.key': 'certs/kibana.key',
        },
        files: { 'certs/kibana.crt': chainPem, 'certs/kibana.key': privateKeyPem },
      };
    },
    words: (place) => ({ ...ownAuthority(place), ...files(place.config), ...words?.(place) }),
  };
}

export const scanScenarios: readonly ScanScenario[] = [
  ...(['transport', 'http'] as const).flatMap((layer) => [
    at(layer, 'leaf-expired', (workshop) => nodeIdentity(workshop, past)),
    at(layer, 'leaf-expiring', (workshop) => nodeIdentity(workshop, { notBefore: daysFromNow(-400), notAfter: daysFromNow(6) })),
    at(layer, 'self-signed-per-node', () => makeSelfSigned({ subject: 'es03', altNames: ['DNS:es03', `IP:${network}.3`] }), {
      answers: () => [[/Import Password|password for CA/i, passwords.store]],
    }),
  ]),
  at('http', 'leaf-expiring', (workshop) => nodeIdentity(workshop, { notAfter: daysFromNow(60) }), {
    what: 'with --expires-in',
    options: ['--expires-in', '90d'],
  }),
  at('http', 'leaf-not-yet-valid', (workshop) =>
    nodeIdentity(workshop, { notBefore: new Date('2090-01-01'), notAfter: new Date('2091-01-01') }),
  ),
  at('http', 'san-ip-missing', (workshop) => nodeIdentity(workshop, { altNames: ['DNS:es03'] })),
  at(
    'http',
    'san-name-mismatch',
    (workshop) => nodeIdentity(workshop, { subject: 'elsewhere', altNames: ['DNS:elsewhere.acme.test', `IP:${network}.3`] }),
    {
      options: ['--server-name', 'es03'],
    },
  ),
  at('http', 'san-missing', (workshop) => nodeIdentity(workshop, { altNames: null })),
  at('http', 'weak-key', (workshop) => nodeIdentity(workshop, { key: 'RSA-1024' })),
  at('transport', 'weak-signature', (workshop) => nodeIdentity(workshop, { hash: 'sha1' })),
  at('http', 'eku-missing-serverauth', (workshop) => nodeIdentity(workshop, { extendedKeyUsage: ['clientAuth'] })),
  at('transport', 'eku-transport-missing-clientauth', (workshop) => nodeIdentity(workshop, { extendedKeyUsage: ['serverAuth'] })),
  at('http', 'ku-without-digitalsignature', (workshop) => nodeIdentity(workshop, { keyUsage: ['keyEncipherment'], key: 'RSA-2048' })),
  at('http', 'trust-unknown-issuer', () =>
    issue(makeCa({ subject: 'A foreign CA' }), { subject: 'es03', altNames: ['DNS:es03', `IP:${network}.3`] }),
  ),
  {
    rule: 'trust-missing-intermediate',
    layer: 'http',
    make: (workshop) => {
      const issuing = between(workshop);
      const { certificatePem, privateKeyPem } = nodeIdentity(workshop, {}, issuing);
      return {
        settings: { [`${http}.certificate`]: 'certs/http.crt', [`${http}.key`]: 'certs/http.key' },
        files: { 'certs/http.crt': certificatePem, 'certs/http.key': privateKeyPem, 'intermediate.crt': issuing.certificatePem },
      };
    },
    words: ({ config }) => ({ INTERMEDIATE: `${config}/intermediate.crt`, CERT_FILE: `${config}/certs/http.crt` }),
  },
  set('transport', 'transport-client-auth-not-enforced', { client_authentication: 'none' }),
  set('transport', 'transport-client-auth-optional', { client_authentication: 'optional' }),
  set('transport', 'transport-verification-none', { verification_mode: 'none' }),
  set('transport', 'transport-trusts-public-cas', { certificate_authorities: null }),
  ...(['transport', 'http'] as const).map((layer) => ({
    rule: 'legacy-protocol-enabled',
    layer,
    make: ({ folder }: Workshop): Misconfigured => ({
      settings: { [`${layers[layer]}.supported_protocols`]: '["TLSv1.3", "TLSv1.2", "TLSv1.1"]' },
      files: {
        'jvm.options.d/old-peers.options': `-Djava.security.properties=${folder}/legacy-protocol-enabled-of-${layer}/elasticsearch-8.19.21/config/old-peers.security\n`,
        'old-peers.security': 'jdk.tls.disabledAlgorithms=SSLv3, RC4, DES, MD5withRSA\n',
      },
    }),
  })),
  set('http', 'tls13-missing', { supported_protocols: '["TLSv1.2"]' }),
  set(
    'http',
    'weak-cipher-accepted',
    { cipher_suites: '["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_NULL_SHA"]' },
    {
      options: ['--depth', 'full'],
    },
  ),
  set(
    'http',
    'cipher-suites-customised',
    { cipher_suites: '["TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"]' },
    {
      options: ['--depth', 'full'],
    },
  ),
  set(
    'http',
    'http-plaintext',
    { enabled: 'false', certificate: null, key: null, certificate_authorities: null },
    {
      answers: certutilHttp,
    },
  ),
  {
    rule: 'transport-plaintext',
    layer: 'transport',
    make: () => ({
      settings: Object.fromEntries(
        [transport, http]
          .flatMap((prefix) =>
            ['enabled', 'certificate', 'key', 'certificate_authorities'].map((name) => [`${prefix}.${name}`, null] as const),
          )
          .concat([['xpack.security.enabled', 'false' as never]]),
      ),
    }),
    also: ({ home }) => rmSync(join(home, 'elastic-stack-ca.p12')),
    isItsOwnCluster: true,
  },
  {
    rule: 'kibana-plaintext',
    layer: 'kibana',
    make: () => ({ product: 'kibana' }),
    options: ['--server-name', 'es03'],
    words: ownAuthority,
  },
  ofKibana('leaf-expired', (workshop) => nodeIdentity(workshop, past)),
  ofKibana('validity-too-long-for-browsers', (workshop) => nodeIdentity(workshop, { notAfter: daysFromNow(900) })),
  ofKibana(
    'chain-unrelated-certificate',
    (workshop) => withChain(nodeIdentity(workshop), [makeCa({ subject: 'Of something else' }).certificate]),
    ({ config }) => ({ INTERMEDIATE: '', CERT_FILE: `${config}/certs/kibana.crt` }),
  ),
];
