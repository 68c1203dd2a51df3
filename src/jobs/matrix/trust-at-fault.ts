import type { Peer, PeerHandshake } from '../../model/peer-handshake.ts';
import { type IssuerInUse, sameIssuer, topIssuer } from '../../rules/facts/rotation.ts';
import type { PairFinding } from './evaluate-pair.ts';

/** Which part of which node is at fault where one does not trust the issuer of the other: the certificate of the one, or the trust of the other. */
export type AtFault = { readonly node: string; readonly part: 'certificate' | 'trust' };

/** The part at fault in a refusal for want of trust; null where each is right in itself, as where every node has a CA of its own. */
export type FaultOf = (found: { readonly handshake: PeerHandshake; readonly finding: PairFinding }) => AtFault | null;

/**
 * Says who stands out in a refusal, by the CA that most nodes have their certificates from. A node that refuses certificates of that CA, or of the CA of its own, has the wrong trust;
 * any other refusal is for the certificate that is refused.
 */
export function faultFinder(peers: readonly Peer[]): FaultOf {
  const usual = usualIssuer(peers);
  const foreign = new Set(
    peers.filter((peer) => usual !== null && issuerOf(peer) !== null && !isOf(peer, usual)).map(({ label }) => label),
  );
  return ({ handshake, finding: { outcome } }) => {
    if (outcome.refuses === undefined || outcome.blames !== undefined) return null;
    const [holder, refuser] = outcome.refuses === 'from' ? [handshake.to, handshake.from] : [handshake.from, handshake.to];
    const issuer = issuerOf(holder);
    if (issuer !== null && isOf(refuser, issuer)) return { node: refuser.label, part: 'trust' };
    if (usual === null) return null;
    // Of a node with a certificate of another CA, that its trust is another as well is no second fault.
    if (isOf(holder, usual)) return { node: refuser.label, part: foreign.has(refuser.label) ? 'certificate' : 'trust' };
    return { node: holder.label, part: 'certificate' };
  };
}

/** The CA of more nodes than any other is; null where two are as many, or each node has its own. */
function usualIssuer(peers: readonly Peer[]): IssuerInUse | null {
  const groups: { readonly issuer: IssuerInUse; count: number }[] = [];
  for (const peer of peers) {
    const issuer = issuerOf(peer);
    if (issuer === null) continue;
    const group = groups.find((one) => sameIssuer(one.issuer, issuer));
    if (group === undefined) groups.push({ issuer, count: 1 });
    else group.count += 1;
  }
  const [first, second] = groups.sort((a, b) => b.count - a.count);
  return first === undefined || first.count < 2 || first.count === second?.count ? null : first.issuer;
}

function issuerOf({ chain }: Peer): IssuerInUse | null {
  const [leaf] = chain;
  return leaf === undefined || leaf.selfSigned ? null : topIssuer(chain, leaf);
}

function isOf(peer: Peer, issuer: IssuerInUse): boolean {
  const own = issuerOf(peer);
  return own !== null && sameIssuer(own, issuer);
}
