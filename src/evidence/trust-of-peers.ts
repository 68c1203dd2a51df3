import type { Channel } from '../model/channel.ts';
import { decidingPeers, type PeerModel } from '../model/deciding-peers.ts';
import type { PeerRefusal, Rfc5280Remark, TrustVerdict, VerdictsByVerifier } from '../model/evidence.ts';
import type { TrustReason } from '../model/reasons/verdict-reason.ts';
import { reasonsByWeight } from '../model/verify-reason.ts';

type Verdicts = VerdictsByVerifier['verdicts'];

/**
 * What those decide who connect to a port of the channel. It is trusted where each of them trusts the chain, and untrusted where each refuses it; one whose verdict did not come to an
 * end makes neither.
 */
export function trustOfPeers(channel: Channel, verdicts: Verdicts): TrustVerdict {
  const peers = decidingPeers[channel];
  const refusals = refusalsOf(peers, verdicts);
  const [first, ...others] = refusals;
  const trusting = peers.filter((peer) => verdicts[peer].kind === 'trusted');
  const path = peers.map((peer) => verdicts[peer]).find((verdict) => verdict.kind === 'trusted')?.path ?? [];
  const unchecked = uncheckedBy(peers, verdicts);
  if (first === undefined) return unchecked === null ? { kind: 'trusted', path } : { kind: 'not-checked', because: unchecked };
  const refusing = refusals.flatMap(({ by }) => by);
  if (refusing.length === peers.length) {
    const { by: _, ...refusal } = first;
    return { kind: 'untrusted', ...refusal, ...(others.length === 0 ? {} : { others }) };
  }
  return { kind: 'peers-differ', refusals, trusting, path, unchecked };
}

/** The same reason with the same facts once, the most telling one first. */
function refusalsOf(peers: readonly PeerModel[], verdicts: Verdicts): readonly PeerRefusal[] {
  const found = new Map<string, PeerRefusal>();
  for (const peer of peers) {
    const verdict = verdicts[peer];
    if (verdict.kind !== 'untrusted') continue;
    const { reason, because, at } = verdict;
    const key = JSON.stringify([reason, because]);
    found.set(key, { reason, because, at, by: [...(found.get(key)?.by ?? []), peer] });
  }
  return [...found.values()].toSorted((a, b) => reasonsByWeight.indexOf(a.reason) - reasonsByWeight.indexOf(b.reason));
}

function uncheckedBy(peers: readonly PeerModel[], verdicts: Verdicts): TrustReason | null {
  for (const peer of peers) {
    const verdict = verdicts[peer];
    if (verdict.kind === 'not-checked') return verdict.because;
  }
  return null;
}

/** What RFC 5280 alone says against all the peers; null where it says the same, or they do not agree. */
export function remarkOfRfc5280(trust: TrustVerdict, { rfc5280 }: Verdicts): Rfc5280Remark | null {
  if (trust.kind === 'trusted' && rfc5280.kind === 'untrusted')
    return { code: 'refused-by-rfc5280', reason: rfc5280.reason, because: rfc5280.because };
  return trust.kind === 'untrusted' && rfc5280.kind === 'trusted' ? { code: 'trusted-by-rfc5280' } : null;
}
