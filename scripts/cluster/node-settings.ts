import { join } from 'node:path';
import type { ClusterOptions } from './cluster-options.ts';

/** What every node of either product is told: who it is, where it listens, whom it looks for. */
export function commonSettings(options: ClusterOptions, index: number, folder: string): readonly (readonly [string, string])[] {
  const addresses = Array.from({ length: options.nodes }, (_, i) => `"${options.net}.${i + 1}"`);
  return [
    ['cluster.name', clusterName(options)],
    ['node.name', `${options.name}-${index}`],
    ['path.data', JSON.stringify(join(folder, 'data'))],
    ['path.logs', JSON.stringify(join(folder, 'logs'))],
    ['network.host', `${options.net}.${index}`],
    ['http.port', '9200'],
    ['transport.port', '9300'],
    ['discovery.seed_hosts', `[${addresses.join(', ')}]`],
    // A full disk is no reason for a test to fail.
    ['cluster.routing.allocation.disk.threshold_enabled', 'false'],
  ];
}

export function clusterName(options: Pick<ClusterOptions, 'name'>): string {
  return `handclasp-${options.name}`;
}

/** The user's settings for this node, last, so that they win. */
export function ownSettings(options: ClusterOptions, index: number): readonly (readonly [string, string])[] {
  return options.settings.filter(({ node }) => node === null || node === index).map(({ key, value }) => [key, value] as const);
}

/** The files that were wished for this node, last, so that they win. */
export function ownFiles(options: ClusterOptions, index: number): readonly (readonly [string, string | Uint8Array])[] {
  return options.files.filter(({ node }) => node === index).map(({ path, content }) => [`config/${path}`, content] as const);
}

/**
 * A small heap and the plainest collector; and the first compiler alone, which starts a node in about two thirds of the time, where a node lives for minutes.
 */
export function jvmOptions(options: ClusterOptions, folder: string, more: readonly string[]): string {
  const lines = [
    `-Xms${options.heapMb}m`,
    `-Xmx${options.heapMb}m`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
  ];
  return `${[...lines, ...more].join('\n')}\n`;
}
