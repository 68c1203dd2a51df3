import { networkOf } from '../fleet/network-of.ts';
import type { Target } from '../model/target.ts';

/** Targets of one network that one worker asks, one job. */
export type Chunk = readonly Target[];

/** A chunk that is lost with its worker is asked again as a whole. */
export const mostInChunk = 200;

/** The chunks of each network, which are done one after the other: what shares a link is never asked by two workers at once. The ports of a host stay together. */
export function chunksByNetwork(targets: readonly Target[]): readonly (readonly Chunk[])[] {
  const networks = new Map<string, Map<string, Target[]>>();
  for (const target of targets) {
    const network = networkOf(target.host);
    const hosts = networks.get(network) ?? new Map<string, Target[]>();
    networks.set(network, hosts);
    const own = hosts.get(target.host);
    if (own === undefined) hosts.set(target.host, [target]);
    else own.push(target);
  }
  return [...networks.values()].map((hosts) => chunksOf([...hosts.values()]));
}

function chunksOf(hosts: readonly (readonly Target[])[]): readonly Chunk[] {
  const chunks: Target[][] = [];
  let last: Target[] = [];
  for (const host of hosts) {
    // A host with more ports than a chunk may have fills several.
    for (let from = 0; from < host.length; from += mostInChunk) {
      const some = host.slice(from, from + mostInChunk);
      if (last.length === 0 || last.length + some.length > mostInChunk) {
        last = [];
        chunks.push(last);
      }
      last.push(...some);
    }
  }
  return chunks;
}
