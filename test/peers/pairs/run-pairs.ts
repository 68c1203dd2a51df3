import type { Identity } from '../../../src/lab/pki.ts';
import { opensslNames } from '../../../src/policy/emit/runtimes.ts';
import { type PeerTask, startPeer, type TlsPeer } from '../../support/tls-peers/tls-peers.ts';
import type { CertificateKind } from './certificate-kinds.ts';
import type { SideOptions, Variant } from './variants.ts';

/** A handshake that is really made. */
export type Pair = { readonly server: string; readonly client: string; readonly kind: CertificateKind; readonly variant: Variant };

/** What came of it: `ok VERSION SUITE`, or `error WORDS` of the client, or of the server where it did not start. */
export type PairResult = Pair & { readonly answer: string; readonly chain: readonly Uint8Array[]; readonly anchor: Uint8Array };

const openssl: Readonly<Record<string, string>> = { ...opensslNames, TLS_RSA_WITH_AES_128_GCM_SHA256: 'AES128-GCM-SHA256' };
const opensslGroups: Readonly<Record<string, string>> = { x25519: 'X25519', secp256r1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Makes the handshakes of all pairs, a server for each kind, variant and runtime. */
export async function runPairs(pairs: readonly Pair[]): Promise<readonly PairResult[]> {
  const peers = new Map<string, TlsPeer>();
  const peer = (runtime: string, role: 'server' | 'client', options: SideOptions | undefined): TlsPeer => {
    const jvm = runtime.startsWith('jdk') ? jvmOptions(role, options) : [];
    const key = [runtime, ...jvm].join(' ');
    const known = peers.get(key) ?? startPeer(runtime, jvm);
    peers.set(key, known);
    return known;
  };
  const servers = new Map<string, Promise<string>>();
  const identities = new Map<CertificateKind, { readonly identity: Identity; readonly anchor: Uint8Array }>();
  const results: PairResult[] = [];
  const run = async (pair: Pair): Promise<void> => {
    const { kind, variant, server, client } = pair;
    const made = identities.get(kind) ?? kind.make();
    identities.set(kind, made);
    const { identity, anchor } = made;
    const key = [server, kind.name, JSON.stringify(variant.server)].join(' ');
    const started =
      servers.get(key) ??
      peer(server, 'server', variant.server).ask({
        role: 'server',
        chain: identity.chain.map(base64).join(','),
        key: base64(identity.privateKey.export({ type: 'pkcs8', format: 'der' })),
        ...wordsOf(server, variant.server),
      });
    servers.set(key, started);
    const port = /^port (\d+)$/.exec(await started)?.[1];
    const answer =
      port === undefined
        ? await started
        : await peer(client, 'client', variant.client).ask({
            role: 'client',
            port,
            trust: base64(anchor),
            name: 'localhost',
            ...wordsOf(client, variant.client),
          });
    results.push({ ...pair, answer, chain: identity.chain, anchor });
  };
  try {
    const left = [...pairs];
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await run(next);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  } finally {
    for (const each of peers.values()) await each.close();
  }
  return results;
}

function wordsOf(runtime: string, options: SideOptions | undefined): Omit<PeerTask, 'role'> {
  const { versions, suites, groups, schemes } = options ?? {};
  const isNode = runtime.startsWith('node');
  return {
    ...(versions === undefined ? {} : { protocols: versions.join(',') }),
    ...(suites === undefined ? {} : { suites: suites.map((suite) => (isNode ? (openssl[suite] ?? suite) : suite)).join(',') }),
    ...(groups === undefined || !isNode ? {} : { groups: groups.map((group) => opensslGroups[group] ?? group).join(',') }),
    ...(schemes === undefined || !isNode ? {} : { schemes: schemes.join(',') }),
  };
}

/** JSSE has groups and schemes for a whole process. */
function jvmOptions(role: 'server' | 'client', options: SideOptions | undefined): readonly string[] {
  return [
    ...(options?.groups === undefined ? [] : [`-Djdk.tls.namedGroups=${options.groups.join(',')}`]),
    ...(options?.schemes === undefined ? [] : [`-Djdk.tls.${role}.SignatureSchemes=${options.schemes.join(',')}`]),
  ];
}
