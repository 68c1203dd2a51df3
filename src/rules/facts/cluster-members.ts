import type { Certificate } from '../../model/certificate.ts';
import type { Channel } from '../../model/channel.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import type { Cluster, Member } from '../framework/rule.ts';

/** An endpoint that showed a certificate. */
export type Shown = Member & { readonly leaf: Certificate };

/** The endpoints of a channel that showed a certificate. */
export function shownOn({ endpoints }: Cluster, ...channels: readonly Channel[]): readonly Shown[] {
  return endpoints.flatMap((member): Shown[] => {
    const [leaf] = member.evidence.chain;
    return leaf !== undefined && channels.includes(member.evidence.observation.channel) ? [{ ...member, leaf }] : [];
  });
}

export function labelsOf(members: readonly Member[]): readonly string[] {
  return members.map(({ label }) => label);
}

/** Groups by a text, the largest first; of groups of one size, the one that came first. */
export function grouped<T>(items: readonly T[], textOf: (item: T) => string): readonly (readonly [text: string, items: readonly T[]])[] {
  return [...groupBy(items, textOf)].sort(([, a], [, b]) => b.length - a.length);
}

/** All but the largest group; everybody where no group is larger than the others. */
export function minority<T>(groups: readonly (readonly [string, readonly T[]])[]): readonly T[] {
  const [first, second] = groups;
  const all = groups.flatMap(([, items]) => items);
  if (first === undefined || second === undefined) return [];
  return first[1].length > second[1].length ? all.filter((item) => !first[1].includes(item)) : all;
}

/** Who issued a certificate, down to the key: name and key id. */
export function issuerKeyOf({ issuer, authorityKeyId, selfSigned, subjectKeyId, spkiSha256 }: Certificate): string {
  const key = selfSigned ? (subjectKeyId ?? spkiSha256) : authorityKeyId;
  return `${issuer.toLowerCase()}\n${key ?? ''}`;
}

/** The addresses are of one machine, as far as is known; a name that did not resolve is none. */
export function sameMachine(a: Member, b: Member): boolean {
  const [one, other] = [a.evidence.observation.address, b.evidence.observation.address];
  return one !== null && one === other;
}

/** Those that were met, once each. */
export function transportPeers({ handshakes }: Cluster): readonly Peer[] {
  return [...new Map(handshakes.flatMap(({ from, to }) => [from, to]).map((peer) => [peer.label, peer])).values()];
}
