import { createHash } from 'node:crypto';
import type { EndpointEvidence } from '../../model/evidence.ts';

/**
 * How many different certificates an endpoint showed, by the kind of key that its handshakes called for: one of each kind is a node with two keys.
 */
export function leafCounts({ observation: { conversations, details } }: EndpointEvidence): readonly number[] {
  const byKind = new Map<string, Set<string>>();
  const add = (kind: string, der: Uint8Array) =>
    byKind.set(kind, (byKind.get(kind) ?? new Set<string>()).add(createHash('sha256').update(der).digest('hex')));
  for (const { chain, signatureScheme } of conversations) {
    const [der] = chain;
    if (der !== undefined) add(kindOf(signatureScheme), der);
  }
  for (const { der, authentication } of details?.leaves ?? []) add(authentication.toSorted().join(), der);
  return [...byKind.values()].map((leaves) => leaves.size);
}

function kindOf(scheme: string | null): string {
  return scheme === null ? 'unknown' : (/^(ecdsa|ed|rsa)/.exec(scheme)?.[1] ?? scheme);
}
