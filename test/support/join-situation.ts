import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { diagnoseJoin, type JoinOptions } from '../../src/jobs/join/join.ts';
import type { CertificateWish } from '../../src/lab/certificate-wish.ts';
import { type Authority, type Identity, issue } from '../../src/lab/pki.ts';
import { elasticsearchApplication } from '../../src/lab/servers/elasticsearch-application.ts';
import { type Listener, startListener } from '../../src/lab/servers/listener.ts';
import { elasticsearch8Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import { readLog } from '../../src/logs/read-log.ts';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Target } from '../../src/model/target.ts';
import { readElasticsearchSetup } from '../../src/settings/elasticsearch/read-elasticsearch.ts';
import { withDirectory } from '../settings/setup-files.ts';
import { clusterCa, type NodeWish } from './loopback-cluster.ts';

/** What answers at a seed host: a transport port; an HTTP port; something that takes connections and says nothing; nothing at all. */
export type MemberWish = NodeWish & {
  readonly speaks?: 'transport' | 'https' | 'http' | 'silence' | 'nothing';
  readonly clusterName?: string;
  readonly publishes?: string;
};

/** A node by its files, and the nodes that it is told of. */
export type JoinSituation = {
  readonly members?: readonly MemberWish[];
  readonly authority?: Authority;
  /** Default: its own CA alone. */
  readonly trusts?: readonly Authority[];
  readonly certificate?: CertificateWish;
  readonly present?: (identity: Identity) => Identity;
  /** Lines in place of those of the same key; `null` takes the key out. Added where there is none. */
  readonly yml?: Readonly<Record<string, string | null>>;
  /** Whole text in place of elasticsearch.yml. */
  readonly text?: (seeds: readonly string[]) => string;
  /** Files of the configuration directory, beside certs/node.crt, certs/node.key and certs/ca.crt. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly version?: string;
  readonly passwords?: readonly string[];
  /** As the seed list has them; default `127.0.0.1:PORT`. */
  readonly seed?: (port: number) => string;
  readonly log?: string;
  /** The node runs, and serves this. */
  readonly serves?: Identity;
  /** Its own port is not named, but stands among its seeds, by which it is to be known. */
  readonly seeOwn?: true;
  readonly options?: JoinOptions;
};

const hourAgo = new Date(Date.now() - 3_600_000);
const transport = 'xpack.security.transport.ssl';

/** Starts the members, writes the files, and asks why the node does not join. */
export async function playJoin(situation: JoinSituation): Promise<{ readonly report: Report; readonly directory: string }> {
  const { members = [{}], authority = clusterCa, trusts = [authority], certificate = {}, present = (it: Identity) => it } = situation;
  const identity = present(issue(authority, { subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'], ...certificate }));
  const started: { readonly port: number; readonly close: () => Promise<unknown> }[] = [];
  try {
    for (const [index, wish] of members.entries()) started.push(await startMember(wish, `es0${index + 1}`));
    const seeds = started.map(({ port }) => situation.seed?.(port) ?? `127.0.0.1:${port}`);
    const nodes: Target[] = [];
    if (situation.serves !== undefined) {
      const own = await startMember({ trusts, present: () => situation.serves ?? identity }, 'es03');
      started.push(own);
      if (situation.seeOwn === true) seeds.push(`127.0.0.1:${own.port}`);
      else nodes.push({ label: 'es03', host: '127.0.0.1', port: own.port, scheme: 'transport' });
    }
    const ownPort = situation.seeOwn === true ? seeds.at(-1)?.split(':')[1] : undefined;
    const settings: Readonly<Record<string, string | null>> = {
      ...(ownPort === undefined ? {} : { 'transport.port': ownPort }),
      'cluster.name': 'acme',
      'node.name': 'es03',
      'network.host': '127.0.0.1',
      'discovery.seed_hosts': JSON.stringify(seeds),
      'xpack.security.enabled': 'true',
      [`${transport}.enabled`]: 'true',
      [`${transport}.certificate`]: 'certs/node.crt',
      [`${transport}.key`]: 'certs/node.key',
      [`${transport}.certificate_authorities`]: '["certs/ca.crt"]',
      ...situation.yml,
    };
    const lines = Object.entries(settings).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
    const files = {
      'elasticsearch.yml': situation.text?.(seeds) ?? `${lines.join('\n')}\n`,
      'certs/node.crt': identity.chainPem,
      'certs/node.key': identity.privateKeyPem,
      'certs/ca.crt': trusts.map(({ certificatePem }) => certificatePem).join(''),
      ...situation.files,
    };
    return await withDirectory(files, async (directory) => {
      // What was written a moment ago might still be read by a process that runs.
      for (const name of Object.keys(files)) utimesSync(join(directory, name), hourAgo, hourAgo);
      const setup = await readElasticsearchSetup({
        directory,
        environment: {},
        passwords: () => (situation.passwords ?? []).map((text) => new Secret(text)),
        version: situation.version ?? '8.19.21',
      });
      const log = situation.log === undefined ? {} : { log: readLog(situation.log) };
      return { report: await diagnoseJoin({ setup, nodes, ...log, timeoutMs: 1000, ...situation.options }), directory };
    });
  } finally {
    await Promise.all(started.map(({ close }) => close()));
  }
}

async function startMember(wish: MemberWish, name: string): Promise<Pick<Listener, 'port' | 'close'>> {
  const {
    speaks = 'transport',
    authority = clusterCa,
    trusts = [authority],
    certificate = {},
    present = (it: Identity) => it,
    tls = {},
  } = wish;
  if (speaks === 'silence' || speaks === 'nothing') return await startMute(speaks);
  const identity = present(issue(authority, { subject: name, altNames: [`DNS:${name}`, 'DNS:localhost', 'IP:127.0.0.1'], ...certificate }));
  const clientTrust = trusts.map(({ certificatePem }) => certificatePem);
  const http = speaks !== 'transport';
  const names = {
    nodeName: name,
    publishAddress: { host: wish.publishes ?? '127.0.0.1', port: 9300 },
    clusterName: wish.clusterName ?? (tls === null ? 'acme' : null),
  };
  return await startListener({
    host: '127.0.0.1',
    port: 0,
    tls: tls === null || speaks === 'http' ? null : { identity, clientAuthentication: http ? 'none' : 'required', clientTrust, ...tls },
    application: http
      ? elasticsearchApplication({ name, clusterName: 'acme', version: '8.19.21', security: 'on' })
      : transportApplication({ ...elasticsearch8Node, names }),
  });
}

async function startMute(how: 'silence' | 'nothing'): Promise<Pick<Listener, 'port' | 'close'>> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  if (how === 'nothing') await close();
  return { port, close: how === 'nothing' ? async () => {} : close };
}
