import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { refusalFaultText } from '../../wording/refusal-fault-texts.ts';
import { expiredButConnectionsAlive } from '../endpoint/expired-but-connections-alive.ts';
import type { ClusterRule } from '../framework/rule.ts';

/** Dates are told at the endpoint itself. */
const reportedThere = ['expired', 'not-yet-valid'];

/** Whether two members of one cluster would refuse each other, were they to connect today. */
export const expiredButConnectionsAliveInCluster: ClusterRule = {
  ...ruleText(expiredButConnectionsAlive),
  judge: ({ endpoints, handshakes }) => {
    const asked = endpoints.filter(({ evidence }) => evidence.api !== undefined);
    if (asked.length === 0) return { kind: 'not-applicable' };
    const members = new Set(
      asked.flatMap(({ label, evidence: { api } }) => (api?.member.kind === 'told' && api.member.value !== null ? [label] : [])),
    );
    const refusals = handshakes.flatMap(({ from, to, server, client }) => {
      if (!members.has(from.label) || !members.has(to.label)) return [];
      return [
        ...(server.kind === 'refused'
          ? [{ by: from.label, of: to.label, reason: server.reason, detail: refusalFaultText(server.fault) }]
          : []),
        ...(client.kind === 'refused'
          ? [{ by: to.label, of: from.label, reason: client.reason, detail: refusalFaultText(client.fault) }]
          : []),
      ].filter(({ reason }) => !reportedThere.includes(reason));
    });
    const [first] = refusals;
    if (first === undefined) return { kind: 'pass' };
    const subjects = [...new Set(refusals.map(({ of }) => of))];
    return {
      kind: 'finding',
      subjects,
      message: `The cluster counts ${listed(subjects)} among its members, and others would not let ${subjects.length === 1 ? 'it' : 'them'} in today: ${first.by} refuses ${first.of}: ${first.detail}.`,
      facts: { refusals: refusals.slice(0, 20) },
    };
  },
};
