import { someNamed } from '../../model/name-list.ts';
import type { Acceptance, PeerHandshake } from '../../model/peer-handshake.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { listed } from '../../wording/listed.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { addTrust } from '../remedies/place.ts';
import { afterTrust, replaceAuthority } from '../remedies/replace-authority.ts';
import { advice, at } from '../remedies/steps.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether trust between two nodes goes both ways. */
export const trustOneWay: ClusterRule = {
  id: 'trust-one-way',
  title: 'Trust works in one direction only',
  severity: 'critical',
  channels: ['transport', 'remote-cluster'],
  requirement: "Of any two nodes, each trusts the CA of the other's certificate, or neither does.",
  impact:
    'Both ends of a transport connection present a certificate, so connections fail in both directions. Which node logs the reason, and which only an alert, depends on which one connected. The other node looks like the one at fault.',
  fix: replaceAuthority('that all nodes trust', {
    self: (context) => [
      ...addTrust(context, 'every-node', 'CA_CERT', "Add the CA that issued the refused node's certificate to the trust of all nodes."),
      ...afterTrust(context),
      advice(
        at('ca-machine'),
        'If that CA is not to be trusted, issue the refused node a certificate from the CA of the others instead: handclasp explain trust-unknown-issuer.',
      ),
    ],
    openSearch: (context) => [
      ...addTrust(context, 'every-node', 'CA_CERT', "Add the CA that issued the refused node's certificate to the trust of all nodes."),
      ...rollingRestart(context),
    ],
  }),
  source: 'elastic/elasticsearch#87129; RFC 8446 §4.4.2',
  judge: (cluster) => {
    const handshakes = cluster.handshakes.filter(({ from, to }) => from.security !== 'plaintext' && to.security !== 'plaintext');
    const reported = handshakes.filter(({ server }) => server.kind !== 'unknown');
    const oneWay = reported.filter((handshake) => {
      const back = reported.find(({ from, to }) => from.label === handshake.to.label && to.label === handshake.from.label);
      return distrusts(handshake.server) && back?.server.kind === 'accepted';
    });
    if (oneWay.length === 0) {
      const undetermined = handshakes.length - reported.length;
      if (handshakes.length === 0) return { kind: 'not-applicable' };
      return undetermined === 0
        ? { kind: 'pass' }
        : { kind: 'unknown', because: { code: 'directions-not-shown', undetermined, directions: handshakes.length } };
    }
    const refused = [...new Set(oneWay.map(({ to }) => to.label))];
    return {
      kind: 'finding',
      subjects: refused,
      message: `${listed(refused)} ${refused.length === 1 ? 'trusts nodes that do not trust it' : 'trust nodes that do not trust them'}: ${someNamed(oneWay.map(directionOf), 5)}.`,
      facts: { refusals: oneWay.slice(0, 50).map(({ from, to }) => ({ by: from.label, of: to.label })) },
    };
  },
};

const trustReasons: readonly RefusalReason[] = [
  'unknown-issuer',
  'untrusted-root',
  'self-signed-leaf',
  'lookalike-ca',
  'incomplete-trust',
  'no-anchors',
];

function distrusts(acceptance: Acceptance): boolean {
  return acceptance.kind === 'refused' && trustReasons.includes(acceptance.reason);
}

function directionOf({ from, to }: PeerHandshake): string {
  return `${from.label} does not trust ${to.label}`;
}
