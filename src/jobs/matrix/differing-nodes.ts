import type { Peer } from '../../model/peer-handshake.ts';
import type { MatrixReport } from '../../model/report.ts';
import { topIssuer } from '../../rules/facts/rotation.ts';
import type { PairRule } from '../../rules/framework/rule.ts';
import { type FoundInPair, type FoundInPairs, standingOut } from './pair-findings.ts';

type Difference = MatrixReport['differs'][number];

/** Each node that stands out, with the first rule by which it does. */
export function differingNodes(all: readonly FoundInPairs[]): readonly Difference[] {
  const differences = new Map<string, Difference>();
  for (const { rule, found } of all) {
    for (const node of standingOut(found)) {
      if (differences.has(node)) continue;
      const own =
        found.find(({ fault, handshake: { to } }) => (fault === null ? to.label === node : fault.node === node)) ??
        found.find(({ handshake: { from } }) => from.label === node);
      if (own !== undefined) differences.set(node, { node, rule: rule.id, because: reasonOf(rule, own, node) });
    }
  }
  return [...differences.values()];
}

function reasonOf(rule: PairRule, found: FoundInPair, node: string): string {
  const {
    handshake,
    finding: { outcome },
    fault,
  } = found;
  const [peer, other] = handshake.to.label === node ? [handshake.to, handshake.from] : [handshake.from, handshake.to];
  const isTrust = fault?.part === 'trust';
  switch (rule.id) {
    case 'transport-mixed-tls':
      return peer.security === 'plaintext' ? 'it speaks its transport in the clear' : 'it speaks TLS, and the others do not';
    case 'trust-lookalike-ca':
      return isTrust
        ? `it trusts another CA of the same name: ${issuerName(other)}`
        : `its certificate is from another CA of the same name: ${issuerName(peer)}`;
    case 'autoconfig-separate-clusters':
      return 'it was auto-configured on its own, with another CA of the same name';
    case 'trust-unknown-issuer':
    case 'client-cert-not-sent':
      return isTrust
        ? `it does not trust the CA of the others, ${issuerName(other)}${trustedText(peer)}`
        : `its certificate is from another CA: ${issuerName(peer)}`;
    default: {
      // Of a certificate that is at fault by itself, what is wrong with it says more than who refuses it.
      const acceptance = outcome.blames === 'to' ? handshake.server : outcome.blames === 'from' ? handshake.client : null;
      return acceptance?.kind === 'refused' ? `its certificate is refused: ${acceptance.detail}` : outcome.message;
    }
  }
}

function issuerName({ chain }: Peer): string {
  const [leaf] = chain;
  return leaf === undefined ? 'an unknown CA' : topIssuer(chain, leaf).name;
}

function trustedText({ trust }: Peer): string {
  if (trust.kind !== 'names') return '';
  const [first, ...more] = trust.names;
  return first === undefined ? '' : `; it trusts ${first.name}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}
