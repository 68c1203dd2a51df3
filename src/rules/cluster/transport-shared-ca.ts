import { ruleText } from '../../model/rule-text.ts';
import { listed } from '../../wording/listed.ts';
import { transportSharedCa } from '../certificate/transport-shared-ca.ts';
import { issuerKeyOf, labelsOf, shownOn } from '../facts/cluster-members.ts';
import type { ClusterRule } from '../framework/rule.ts';

/** Whether the CA of the transport layer issues for HTTP or Kibana as well. */
export const transportSharedCaInCluster: ClusterRule = {
  ...ruleText(transportSharedCa),
  judge: (cluster) => {
    const transport = shownOn(cluster, 'transport').filter(({ leaf }) => !leaf.selfSigned);
    const others = shownOn(cluster, 'http', 'kibana').filter(({ leaf }) => !leaf.selfSigned);
    if (transport.length === 0 || others.length === 0) return { kind: 'not-applicable' };
    const issuers = new Set(transport.filter(({ leaf }) => leaf.authorityKeyId !== null).map(({ leaf }) => issuerKeyOf(leaf)));
    const shared = others.filter(({ leaf }) => issuers.has(issuerKeyOf(leaf)));
    if (shared.length > 0) {
      const issuer = shared[0]?.leaf.issuer ?? '';
      return {
        kind: 'finding',
        subjects: labelsOf(shared),
        message: `The CA of the transport layer, ${issuer}, also issued the certificates of ${listed(labelsOf(shared))}.`,
        facts: { issuer, authorityKeyId: shared[0]?.leaf.authorityKeyId ?? null, endpoints: labelsOf(shared) },
      };
    }
    const undetermined = transport.find(
      ({ leaf }) => leaf.authorityKeyId === null && others.some((other) => other.leaf.issuer === leaf.issuer),
    );
    if (undetermined !== undefined)
      return { kind: 'unknown', because: { code: 'issuer-key-not-named', node: undetermined.label, issuer: undetermined.leaf.issuer } };
    return { kind: 'pass' };
  },
};
