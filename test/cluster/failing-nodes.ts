import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateVariant, ClusterOptions, NodeFile, Setting } from '../../scripts/cluster/cluster-options.ts';
import { makeCa } from '../../src/lab/pki.ts';

/** What is wrong with a node of the cluster of nodes that do not join. */
export type Fault =
  | CertificateVariant
  | 'foreign-ca'
  | 'plain-transport'
  | 'other-protocol'
  | 'other-suite'
  | 'http-seed'
  | 'other-cluster'
  | 'wrong-store-password'
  | 'no-trusted-entries';

const name = 'test-join';
const testNet = '127.0.171';
const ssl = 'xpack.security.transport.ssl';
const fixture = (file: string): Uint8Array => readFileSync(join('test', 'settings', 'fixtures', file));

/** A port of the first node that takes TLS 1.3 alone. */
export const strictPort = 9313;
const strict = 'transport.profiles.strict';

type Wish = {
  readonly fault: Fault;
  readonly certificate?: CertificateVariant;
  readonly settings?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** It ends by itself. */
  readonly ends?: true;
};

/** What is wrong with each node from the third on, by the order of their numbers; the first two are well, and find one another. */
const wishesIn = (net: string): readonly Wish[] => [
  { fault: 'lookalike-ca', certificate: 'lookalike-ca' },
  { fault: 'other-ca', certificate: 'other-ca' },
  { fault: 'foreign-ca', certificate: 'other-ca', files: { 'certs/ca.crt': makeCa({ subject: 'a foreign CA' }).certificatePem } },
  { fault: 'expired', certificate: 'expired' },
  { fault: 'no-client-auth', certificate: 'no-client-auth' },
  { fault: 'no-server-auth', certificate: 'no-server-auth' },
  { fault: 'no-san', certificate: 'no-san' },
  { fault: 'other-names', certificate: 'other-names' },
  { fault: 'missing-intermediate', certificate: 'missing-intermediate' },
  { fault: 'other-key', certificate: 'other-key' },
  { fault: 'plain-transport', settings: { [`${ssl}.enabled`]: 'false' } },
  {
    fault: 'other-protocol',
    settings: { [`${ssl}.supported_protocols`]: '["TLSv1.2"]', 'discovery.seed_hosts': `["${net}.1:${strictPort}"]` },
  },
  {
    fault: 'other-suite',
    settings: { [`${ssl}.supported_protocols`]: '["TLSv1.2"]', [`${ssl}.cipher_suites`]: '["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"]' },
  },
  { fault: 'http-seed', settings: { 'discovery.seed_hosts': `["${net}.1:9200"]` } },
  { fault: 'other-cluster', settings: { 'cluster.name': 'handclasp-elsewhere' } },
  {
    fault: 'wrong-store-password',
    settings: {
      [`${ssl}.certificate`]: '',
      [`${ssl}.key`]: '',
      [`${ssl}.keystore.path`]: 'certs/node.p12',
      [`${ssl}.keystore.password`]: 'not the password',
    },
    files: { 'certs/node.p12': fixture('certutil-node.p12') },
    ends: true,
  },
  {
    fault: 'no-trusted-entries',
    settings: {
      [`${ssl}.certificate_authorities`]: '',
      [`${ssl}.truststore.path`]: 'certs/trust.p12',
      [`${ssl}.truststore.password`]: 'store-password',
    },
    files: { 'certs/trust.p12': fixture('openssl-nokeys.p12') },
    ends: true,
  },
];

const secondNode = 2;
const wishes = wishesIn(testNet);
const numbered = wishes.map((wish, index) => ({ ...wish, node: secondNode + 1 + index }));

/** The number of the node with this fault. */
export function nodeWith(fault: Fault): number {
  const found = numbered.find((one) => one.fault === fault);
  if (found === undefined) throw new RangeError(`no node has ${fault}`);
  return found.node;
}

/**
 * One cluster of Elasticsearch: a good node, a second one that joins it, and one for each fault. Each looks for the first one alone, since a node that was found by another is told of
 * all that this one knows, and might join by a way that it was not to find.
 */
export const failingCluster: Partial<ClusterOptions> & { readonly name: string } = {
  name,
  net: testNet,
  version: '8.19.21',
  nodes: secondNode + wishes.length,
  expect: 2,
  ending: numbered.filter(({ ends }) => ends === true).map(({ node }) => node),
  heapMb: 256,
  waitMs: 540_000,
  certificates: new Map([
    // Whose chain shows what the one without lacks.
    [secondNode, { kind: 'variant', variant: 'intermediate' }],
    ...numbered.flatMap(({ node, certificate }) =>
      certificate === undefined ? [] : [[node, { kind: 'variant', variant: certificate }] as const],
    ),
  ]),
  settings: [
    { node: null, key: 'discovery.seed_hosts', value: `["${testNet}.1"]` },
    ...strictProfile().map(([key, value]): Setting => ({ node: 1, key, value })),
    ...numbered.flatMap(({ node, settings = {} }) => Object.entries(settings).map(([key, value]): Setting => ({ node, key, value }))),
  ],
  files: numbered.flatMap(({ node, files = {} }) => Object.entries(files).map(([path, content]): NodeFile => ({ node, path, content }))),
};

/** A profile with an `ssl` setting of its own inherits none, so it names its certificate again. */
function strictProfile(): readonly (readonly [key: string, value: string])[] {
  const own = `${strict}.xpack.security.ssl`;
  return [
    [`${strict}.port`, String(strictPort)],
    [`${own}.supported_protocols`, '[TLSv1.3]'],
    [`${own}.client_authentication`, 'required'],
    [`${own}.certificate`, 'certs/transport.crt'],
    [`${own}.key`, 'certs/transport.key'],
    [`${own}.certificate_authorities`, '["certs/ca.crt"]'],
  ];
}

/** Every fault, in the order of the nodes. */
export const faults: readonly Fault[] = wishes.map(({ fault }) => fault);

/** A good node, and one with this fault, as in the cluster of all. */
export function clusterOfTwo(fault: Fault, net: string): Partial<ClusterOptions> & { readonly name: string } {
  const wish = wishesIn(net).find((one) => one.fault === fault);
  if (wish === undefined) throw new RangeError(`no node has ${fault}`);
  const { certificate, settings = {}, files = {}, ends } = wish;
  const node = 2;
  return {
    name: `alone-${fault}`,
    net,
    version: '8.19.21',
    nodes: 2,
    expect: 1,
    ending: ends === true ? [node] : [],
    heapMb: 256,
    waitMs: 400_000,
    certificates: new Map(certificate === undefined ? [] : [[node, { kind: 'variant', variant: certificate }]]),
    settings: [
      { node: null, key: 'discovery.seed_hosts', value: `["${net}.1"]` },
      ...strictProfile().map(([key, value]): Setting => ({ node: 1, key, value })),
      ...Object.entries(settings).map(([key, value]): Setting => ({ node, key, value })),
    ],
    files: Object.entries(files).map(([path, content]): NodeFile => ({ node, path, content })),
  };
}
