import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from './cluster-options.ts';
import { runningNode } from './node-process.ts';
import { clusterFolder, stateFolder } from './state-folder.ts';

/** What is told of a cluster, by `up` and afterwards. Paths are absolute. */
export type ClusterRecord = {
  readonly name: string;
  readonly product: Product;
  readonly version: string;
  readonly java: { readonly home: string; readonly major: number };
  readonly security: boolean;
  readonly nodes: readonly NodeRecord[];
  /** Null where security is off. */
  readonly ca: string | null;
  /** A client certificate that the CA signed; null where security is off. */
  readonly client: { readonly certificate: string; readonly key: string } | null;
  readonly login: { readonly user: string; readonly password: string } | null;
};

export type NodeRecord = {
  readonly name: string;
  readonly address: string;
  /** `127.0.10.1:9300` */
  readonly transport: string;
  readonly http: string;
  /** The scheme of the HTTP port. */
  readonly httpScheme: 'http' | 'https';
  readonly folder: string;
  readonly log: string;
};

export function recordFile(name: string): string {
  return join(clusterFolder(name), 'cluster.json');
}

/** Null where no cluster of this name was started. */
export function readRecord(name: string): ClusterRecord | null {
  return existsSync(recordFile(name)) ? (JSON.parse(readFileSync(recordFile(name), 'utf8')) as ClusterRecord) : null;
}

/** Names of the clusters whose folders are there, running or not. */
export function clusterNames(): readonly string[] {
  const folder = join(stateFolder(), 'clusters');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The folders of a cluster's nodes, also of one that never came up. */
export function nodeFolders(name: string): readonly string[] {
  const folder = clusterFolder(name);
  const nodes = existsSync(folder) ? readdirSync(folder).filter((entry) => /^node-\d+$/.test(entry)) : [];
  return nodes.sort().map((entry) => join(folder, entry));
}

export type ClusterStatus = ClusterRecord & { readonly running: readonly string[] };

/** Every cluster that was started, with the names of the nodes that run. */
export function clusterStatus(): readonly ClusterStatus[] {
  return clusterNames().flatMap((name) => {
    const record = readRecord(name);
    return record === null
      ? []
      : [{ ...record, running: record.nodes.filter(({ folder }) => runningNode(folder).length > 0).map((node) => node.name) }];
  });
}
