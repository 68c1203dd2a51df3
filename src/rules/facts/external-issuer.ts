import type { Peer } from '../../model/peer-handshake.ts';
import { isIssuedByOperator } from './operator-issued.ts';
import { type IssuerInUse, issuersInUse, trustsIssuer } from './rotation.ts';

/** Pods that have certificates of the operator again, beside pods whose certificates somebody else issued. */
export type LeavingExternalIssuer = {
  readonly external: readonly IssuerInUse[];
  /** Pods of the operator that do not trust whoever issued the others. */
  readonly lacking: readonly string[];
  /** Pods of which it did not show whom they trust. */
  readonly undetermined: readonly string[];
};

/** Where the transport certificates of ECK stand between the operator and a third party; null where all are from one of the two. */
export function leavingExternalIssuer(peers: readonly Peer[]): LeavingExternalIssuer | null {
  const nodes = peers.filter(({ chain }) => chain.length > 0);
  const isOfOperator = ({ chain: [leaf] }: Peer) => leaf !== undefined && isIssuedByOperator(leaf);
  const [own, foreign] = [nodes.filter(isOfOperator), nodes.filter((node) => !isOfOperator(node))];
  const external = issuersInUse(foreign);
  if (own.length === 0 || external.length === 0) return null;
  const inUse = issuersInUse(nodes);
  const answers = own.map((node) => ({ label: node.label, trusts: external.map((issuer) => trustsIssuer(node, issuer, inUse)) }));
  return {
    external,
    lacking: answers.filter(({ trusts }) => trusts.includes(false)).map(({ label }) => label),
    undetermined: answers.filter(({ trusts }) => !trusts.includes(false) && trusts.includes(null)).map(({ label }) => label),
  };
}
