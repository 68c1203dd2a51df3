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
    const told = nodes.filter(({ evidence: { observation } }) => ['tls', 'plaintext'].includes(observation.service.security));
    const groups = grouped(told, ({ evidence }) => evidence.observation.service.security);
    if (groups.length < 2) {
      if (nodes.length < 2) return { kind: 'not-applicable' };
      const untold = nodes.length - told.length;
      return untold === 0
        ? { kind: 'pass' }
        : { kind: 'unknown', because: { code: 'transport-tls-not-shown', untold, nodes: nodes.length } };
    }
    const odd = minority(groups);
    const clear = told.filter(({ evidence }) => evidence.observation.service.security === 'plaintext');
    return {
      kind: 'finding',
      subjects: labelsOf(odd),
      message: `${listed(labelsOf(clear))} ${clear.length === 1 ? 'speaks' : 'speak'} the transport protocol in the clear, the other ${told.length - clear.length} with TLS.`,
      facts: { plaintext: labelsOf(clear), tls: labelsOf(told.filter((one) => !clear.includes(one))) },
    };
  },
};
