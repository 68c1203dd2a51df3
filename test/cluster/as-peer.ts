import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClusterRecord } from '../../scripts/cluster/cluster-record.ts';
import { createScanner, type TargetOptions } from '../../src/jobs/scan/scanner.ts';
import type { Service } from '../../src/model/observation.ts';
import { parseTargets } from '../../src/model/parse-targets.ts';

/** The options that make us a client which the cluster's CA has signed for, and which trusts that CA. */
export function asPeer({ ca, client }: ClusterRecord): Pick<TargetOptions, 'anchors' | 'identity'> {
  assert.ok(ca !== null && client !== null, 'the cluster has no certificates');
  return {
    anchors: [derOf(ca)],
    identity: { chain: [derOf(client.certificate)], key: createPrivateKey(readFileSync(client.key)) },
  };
}

function derOf(file: string): Uint8Array {
  return new X509Certificate(readFileSync(file)).raw;
}

/** What the first node of a cluster says of itself to one who asks for names, as quietly as can be. `asNode`: to a node of that name. */
export async function askNames(cluster: ClusterRecord, { asNode }: { readonly asNode?: string } = {}): Promise<Service> {
  const [node] = cluster.nodes;
  const [target] = parseTargets(`transport://${node?.transport}`);
  assert.ok(target);
  const scanner = createScanner({
    depth: 'quick',
    quietWire: true,
    names: true,
    ...(asNode === undefined ? {} : { asNode }),
    ...(cluster.security ? asPeer(cluster) : {}),
  });
  const [examined] = await scanner.examine(target);
  assert.ok(examined);
  return examined.evidence.observation.service;
}
