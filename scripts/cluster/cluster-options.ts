import { UsageError } from '../../src/model/usage-error.ts';

export type Product = 'elasticsearch' | 'opensearch';
export type ClientAuthSetting = 'required' | 'optional' | 'none';
export type VerificationSetting = 'full' | 'certificate' | 'none';

/** A line of a node's configuration. */
export type Setting = {
  /** From 1; null for every node. */
  readonly node: number | null;
  readonly key: string;
  /** As it stands in YAML; empty takes the key out. */
  readonly value: string;
};

/** What can be wrong with a node's certificate; `intermediate` is well, and has its chain. */
export const certificateVariants = [
  'expired',
  'not-yet-valid',
  'other-ca',
  'lookalike-ca',
  'no-client-auth',
  'no-server-auth',
  'no-san',
  'other-names',
  'intermediate',
  'missing-intermediate',
  'other-key',
] as const;

export type CertificateVariant = (typeof certificateVariants)[number];

/** What a node serves on its transport port instead of a proper certificate: PEM files, or one with a fault made for it. */
export type CertificateChoice =
  | { readonly kind: 'files'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'variant'; readonly variant: CertificateVariant };

/** A file in a node's configuration directory. */
export type NodeFile = {
  /** From 1. */
  readonly node: number;
  /** Relative to the configuration directory: `certs/node.p12`. One of the node's own files gives way to it. */
  readonly path: string;
  readonly content: string | Uint8Array;
};

/** How a cluster is to be. What is absent is left to the product, so that its defaults are what is seen. */
export type ClusterOptions = {
  readonly product: Product;
  readonly version: string;
  /** Nodes that run another release, as in the middle of a rolling upgrade. */
  readonly versions: ReadonlyMap<number, string>;
  /** Names its folder, its cluster.name (`handclasp-…`) and its nodes (`…-1`). */
  readonly name: string;
  /** The first three numbers of the addresses, `127.0.10`; node N gets `127.0.10.N`. */
  readonly net: string;
  readonly nodes: number;
  /** How many of them have to find one another; fewer than `nodes` where one is made unable to join. */
  readonly expect: number;
  /** Nodes that are made unable to start: they are waited for until they have ended. */
  readonly ending: readonly number[];
  readonly security: boolean;
  readonly transportClientAuth?: ClientAuthSetting;
  readonly verification?: VerificationSetting;
  readonly httpClientAuth?: ClientAuthSetting;
  readonly protocols?: readonly string[];
  readonly certificates: ReadonlyMap<number, CertificateChoice>;
  readonly settings: readonly Setting[];
  readonly files: readonly NodeFile[];
  readonly javaHome?: string;
  readonly heapMb: number;
  /** For the whole cluster to answer. */
  readonly waitMs: number;
};

export const defaultVersion = { elasticsearch: '8.19.21', opensearch: '2.19.4' } as const;

/** Options with what was left out filled in, and checked. Throws UsageError. */
export function clusterOptions(given: Partial<ClusterOptions>): ClusterOptions {
  const product = given.product ?? 'elasticsearch';
  const nodes = given.nodes ?? 1;
  const ending = given.ending ?? [];
  const options: ClusterOptions = {
    version: defaultVersion[product],
    name: product === 'elasticsearch' ? 'es' : 'os',
    net: '127.0.10',
    nodes,
    expect: nodes - ending.length,
    ending,
    security: true,
    versions: new Map(),
    certificates: new Map(),
    settings: [],
    files: [],
    heapMb: 512,
    waitMs: 240_000,
    ...given,
    product,
  };
  const wrong = (message: string, hint: string) => new UsageError('cluster-options', message, hint);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(options.name))
    throw wrong(`${options.name} is no name for a cluster`, 'use lower-case letters, digits and hyphens');
  if (!/^127\.\d{1,3}\.\d{1,3}$/.test(options.net))
    throw wrong(`${options.net} is not the beginning of a loopback address`, 'give three numbers, as in 127.0.10');
  const odd = [options.version, ...options.versions.values()].find((version) => !/^\d+\.\d+\.\d+$/.test(version));
  if (odd !== undefined) throw wrong(`${odd} is no release`, 'give all three numbers, as in 8.19.21');
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 20) throw wrong(`${nodes} is no number of nodes`, 'from 1 to 20');
  const named = [...options.settings, ...options.files].map((one) => one.node ?? 1);
  const strangers = [...options.certificates.keys(), ...options.versions.keys(), ...named, ...ending].filter(
    (node) => !(node >= 1 && node <= nodes),
  );
  if (strangers.length > 0) throw wrong(`there is no node ${strangers[0]}`, `the cluster has nodes 1 to ${nodes}`);
  if (ending.includes(1)) throw wrong('the first node cannot be one that does not start', 'it is asked whether the cluster is up');
  if (product === 'opensearch' && (options.transportClientAuth ?? 'required') !== 'required') {
    throw wrong('OpenSearch always requires a client certificate on its transport port', 'leave --transport-client-auth out');
  }
  return options;
}
