import { pinnedRemark } from '../facts/pinned-remark.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { reissue } from '../remedies/reissue.ts';

/** Whether the endpoint's certificate may be used by a server. */
export const ekuMissingServerauth: CertificateRule = {
  id: 'eku-missing-serverauth',
  title: 'Certificate is not allowed for servers',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    "If the endpoint's own certificate lists extended key usages, serverAuth is one of them. anyExtendedKeyUsage is enough for Java peers; elsewhere it is medium, since Node.js, and so Kibana, refuses it. Where a transport node trusts this very certificate, Java does not check its usages, and the severity is high.",
  impact:
    'Every client refuses the endpoint. On transport the failure comes late: the node can connect to others, but the master cannot connect back, and the join fails.',
  fix: reissue(
    ({ channel }) =>
      `with ${channel === 'transport' ? 'both serverAuth and clientAuth' : 'serverAuth'}, or with no extended key usage at all`,
    {
      extensions: ['extendedKeyUsage=serverAuth,clientAuth'],
    },
  ),
  source: 'RFC 5280 §4.2.1.12; Elastic docs: transport certificates from an external CA',
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const usages = leaf.extendedKeyUsage;
      if (usages === null || usages.includes('serverAuth')) return { kind: 'pass' };
      const { channel } = evidence;
      const facts = { subject: leaf.subject, extendedKeyUsage: usages };
      // It may be for clients, and need not be fit for a port.
      const atRest = evidence.use === 'at-rest';
      if (usages.includes('anyExtendedKeyUsage')) {
        if (channel === 'transport' || channel === 'remote-cluster') return { kind: 'pass' };
        return {
          kind: 'finding',
          severity: atRest ? 'info' : 'medium',
          message: `${leaf.subject} names anyExtendedKeyUsage in place of serverAuth: Java accepts that, Node and Kibana do not.`,
          facts,
        };
      }
      if (atRest && usages.includes('clientAuth'))
        return {
          kind: 'finding',
          severity: 'info',
          message: `${leaf.subject} is for TLS clients only: no node and no Kibana can serve it.`,
          facts,
        };
      const pinned = channel === 'transport' && evidence.pinned;
      return {
        kind: 'finding',
        ...(pinned ? { severity: 'high' as const } : {}),
        message: `${leaf.subject} may be used for ${usages.join(', ') || 'nothing'} and not for serverAuth${pinned ? pinnedRemark : ''}.`,
        facts,
      };
    }),
};
