import type { ListedNode, ListedPort } from '../../model/api-facts.ts';
import { hostAndPort } from '../../model/host-port.ts';
import type { ApiRefusal } from '../../model/reasons/api-refusal.ts';
import type { DiscoveryGap } from '../../model/reasons/discovery-gap.ts';
import type { Target } from '../../model/target.ts';
import { type ApiOptions, type AskedNode, askNodes } from './ask-nodes.ts';
import { inParallel } from './in-parallel.ts';
import { createScanner, type TargetOptions } from './scanner.ts';

/** The nodes that those which were asked know of. */
export type Discovery = {
  readonly nodes: readonly ListedNode[];
  /** Their HTTP and transport ports that were not among the targets. */
  readonly added: readonly Target[];
  /** Why there may be more: what those who did not tell had to say; null where all told. */
  readonly because: DiscoveryGap | null;
};

/**
 * Asks the HTTP ports among the targets for the nodes of their cluster (`GET /_nodes/http,transport`), and gives the ports of those that are no targets yet.
 *
 * @throws UsageError where an anchor is no certificate.
 */
export async function discoverNodes(
  targets: readonly Target[],
  options: Omit<TargetOptions, 'depth'> & { readonly api: ApiOptions; readonly concurrency?: number },
): Promise<Discovery> {
  const scanner = createScanner({ ...options, depth: 'quick' });
  const observed = new Map<Target, Awaited<ReturnType<typeof scanner.observe>>>();
  await inParallel(targets, options.concurrency ?? 32, async (target) => {
    observed.set(target, await scanner.observe(target));
  });
  const observations = targets.flatMap((target) => observed.get(target) ?? []);
  return discoveryOf(await askNodes(observations, options), targets);
}

/** What the answers come to. Pure. */
export function discoveryOf(asked: readonly AskedNode[], targets: readonly Target[]): Discovery {
  const nodes = new Map<string, ListedNode>();
  const refusals: { readonly node: string; readonly why: ApiRefusal }[] = [];
  for (const { answers, observation } of asked) {
    if (answers.nodes.kind === 'told') for (const node of answers.nodes.value) nodes.set(node.id, node);
    else refusals.push({ node: observation.target.label, why: answers.nodes.because });
  }
  const known = new Set([
    ...targets.map(({ host, port }) => `${host} ${port}`),
    ...asked.map(({ observation: { address, target } }) => `${address} ${target.port}`),
  ]);
  const added: Target[] = [];
  for (const node of nodes.values()) {
    for (const scheme of ['transport', 'http'] as const) {
      const port = node[scheme];
      if (port === null || namesOf(port).some((name) => known.has(name))) continue;
      for (const name of namesOf(port)) known.add(name);
      added.push(targetOf(node, port, scheme));
    }
  }
  return {
    nodes: [...nodes.values()],
    added,
    because: asked.length === 0 ? { code: 'no-http-port-of-a-node' } : refusals.length > 0 ? { code: 'nodes-not-named', refusals } : null,
  };
}

/** All by which the port may be a target already. */
function namesOf({ published: { name, address, port } }: ListedPort): readonly string[] {
  return [`${address} ${port}`, ...(name === null ? [] : [`${name.toLowerCase()} ${port}`])];
}

/** handclasp connects to it as its peers do: by the name that it publishes, if it does. */
function targetOf({ name: node }: ListedNode, { published }: ListedPort, scheme: 'transport' | 'http'): Target {
  const { name, address, port } = published;
  const host = name?.toLowerCase() ?? address;
  const at = hostAndPort(host, port);
  return { label: node === host ? at : `${node} (${at})`, host, port, scheme };
}
