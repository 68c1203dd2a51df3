import type { Peer } from '../../model/peer-handshake.ts';
import type { DifferenceReason } from '../../model/reasons/difference-reason.ts';
import type { MatrixReport } from '../../model/report.ts';
import { topIssuer } from '../../rules/facts/rotation.ts';
import type { PairRule } from '../../rules/framework/rule.ts';
import { differenceReasonText } from '../../wording/difference-texts.ts';
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
      if (own === undefined) continue;
      const reason = reasonOf(rule, own, node);
      differences.set(node, { node, rule: rule.id, code: reason.code, because: differenceReasonText(reason) });
    }
  }
  return [...differences.values()];
}

function reasonOf(rule: PairRule, found: FoundInPair, node: string): DifferenceReason {
  const {
    handshake,
    finding: { outcome },
    fault,
  } = found;
  const [peer, other] = handshake.to.label === node ? [handshake.to, handshake.from] : [handshake.from, handshake.to];
  const isTrust = fault?.part === 'trust';
  switch (rule.id) {
    case 'transport-mixed-tls':
      return { code: peer.security === 'plaintext' ? 'speaks-plaintext' : 'speaks-tls' };
    case 'trust-lookalike-ca':
      return isTrust ? { code: 'trusts-lookalike-ca', ca: issuerName(other) } : { code: 'issued-by-lookalike-ca', ca: issuerName(peer) };
    case 'ca-reissued-same-key': {
      const refused = outcome.refuses === 'from' ? handshake.server : handshake.client;
      const namesakes = refused.kind === 'refused' ? refused.namesakes : undefined;
      if (namesakes === undefined) return { code: 'as-found', message: outcome.message };
      const trusts = outcome.refuses !== undefined && handshake[outcome.refuses].label === node;
      const behind = namesakes.newer === null ? null : namesakes.newer === (trusts ? 'issuing' : 'trusted');
      return { code: 'has-reissued-ca', ca: namesakes.name, behind, namesakes, trusts };
    }
    case 'autoconfig-separate-clusters':
      return { code: 'auto-configured-alone' };
    case 'trust-unknown-issuer':
    case 'client-cert-not-sent':
      return isTrust
        ? { code: 'trusts-other-ca', ca: issuerName(other), trusted: trustedNames(peer) }
        : { code: 'issued-by-other-ca', ca: issuerName(peer) };
    default: {
      // Of a certificate that is at fault by itself, what is wrong with it says more than who refuses it.
      const acceptance = outcome.blames === 'to' ? handshake.server : outcome.blames === 'from' ? handshake.client : null;
      return acceptance?.kind === 'refused'
        ? { code: 'certificate-refused', reason: acceptance.reason, fault: acceptance.fault }
        : { code: 'as-found', message: outcome.message };
    }
  }
}

function issuerName({ chain }: Peer): string | null {
  const [leaf] = chain;
  return leaf === undefined ? null : topIssuer(chain, leaf).name;
}

function trustedNames({ trust }: Peer): readonly string[] {
  return trust.kind === 'names' ? trust.names.map(({ name }) => name) : [];
}
