import type { CauseReport } from '../../../model/join-report.ts';

/** A finding that says again what the cause says: of the other side, of the files, or of an endpoint. Its own fix would be for somebody who does not know the cause. */
export function repeatsCause(rule: string, { rule: cause, evidence }: Pick<CauseReport, 'rule' | 'evidence'>): boolean {
  return rule === cause || evidence.refusedFor === rule || (seenAs[cause] ?? []).includes(rule);
}

/** What a cause looks like to rules that see less of it. */
const seenAs: Readonly<Partial<Record<string, readonly string[]>>> = {
  'autoconfig-separate-clusters': ['trust-lookalike-ca'],
  'client-cert-not-sent': ['trust-unknown-issuer'],
  'self-signed-per-node': ['trust-unknown-issuer', 'client-cert-not-sent'],
  'trust-missing-intermediate': ['trust-unknown-issuer'],
  // Where nothing is trusted, whatever is shown is from an unknown CA.
  'truststore-no-anchors': ['trust-unknown-issuer'],
  'transport-mixed-tls': ['transport-plaintext', 'ssl-enabled-false-explicit'],
  'bootstrap-tls-missing': ['ssl-enabled-false-explicit'],
  'kibana-trusts-wrong-link': ['chain-refused'],
  'kibana-enrollment-ca-stale': ['trust-lookalike-ca'],
};

/** A fault of the CA is one of each node's certificate, and one fix ends it at all of them. */
export function isOfAllNodes(rule: string): boolean {
  return rule === 'ca-not-a-ca' || rule === 'ca-keyusage-without-certsign';
}
