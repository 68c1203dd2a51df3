import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { grouped, labelsOf, minority } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';
import { transportMixedTls } from '../pair/transport-mixed-tls.ts';

/** Whether all transport ports speak TLS, or none does. */
export const transportMixedTlsInCluster: ClusterRule = {
  ...ruleText(transportMixedTls),
  judge: ({ endpoints }) => {
    const nodes = endpoints.filter(({ evidence }) => evidence.observation.channel === 'transport');
    const reported = nodes.filter(({ evidence: { observation } }) => ['tls', 'plaintext'].includes(observation.service.security));
    const groups = grouped(reported, ({ evidence }) => evidence.observation.service.security);
    if (groups.length < 2) {
      if (nodes.length < 2) return { kind: 'not-applicable' };
      const undetermined = nodes.length - reported.length;
      return undetermined === 0
        ? { kind: 'pass' }
        : { kind: 'unknown', because: { code: 'transport-tls-not-shown', undetermined, nodes: nodes.length } };
    }
    const odd = minority(groups);
    const clear = reported.filter(({ evidence }) => evidence.observation.service.security === 'plaintext');
    return {
      kind: 'finding',
      subjects: labelsOf(odd),
      message: `${listed(labelsOf(clear))} ${clear.length === 1 ? 'speaks' : 'speak'} the transport protocol in the clear, the other ${reported.length - clear.length} with TLS.`,
      facts: { plaintext: labelsOf(clear), tls: labelsOf(reported.filter((one) => !clear.includes(one))) },
    };
  },
};
