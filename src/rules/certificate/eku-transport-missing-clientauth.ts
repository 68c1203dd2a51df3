import { pinnedRemark } from '../facts/pinned-remark.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule } from '../framework/rule.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { reissue } from '../remedies/reissue.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether a transport certificate may be presented to another node, as a node does whenever it connects to one. */
export const ekuTransportMissingClientauth: CertificateRule = {
  id: 'eku-transport-missing-clientauth',
  title: 'Transport certificate is not allowed for clients',
  severity: 'critical',
  channels: ['transport'],
  requirement:
    'If a transport certificate lists extended key usages, clientAuth is one of them, wherever nodes ask each other for certificates. Where the node trusts this very certificate, Java does not check its usages, and the severity is high instead of critical.',
  impact:
    'A node presents the same certificate when it connects to others. Its peers refuse it, and the node does not join. Public CAs, which stop issuing clientAuth in 2026, http.p12 used for transport, and web server templates make such certificates. As a server the node works, so only the usage shows the problem.',
  fix: reissue('with both serverAuth and clientAuth, or with no extended key usage at all, from a private CA', {
    after: (context) =>
      context.product === 'opensearch'
        ? [
            advice(
              at('node'),
              'If a node has one certificate for each role, with plugins.security.ssl.transport.extended_key_usage_enabled: true and its files under transport.server and transport.client, this one is right as it is.',
            ),
          ]
        : [
            advice(
              at('every-node'),
              'Do not turn client_authentication off instead. If you have a template of your own, set extendedKeyUsage=serverAuth,clientAuth there.',
            ),
          ],
    extensions: ['extendedKeyUsage=serverAuth,clientAuth'],
    eck: inKubernetes(
      'The operator issues both usages. If you issue them yourself (spec.transport.tls.selfSignedCertificates.disabled), set usages: [server auth, client auth] in the cert-manager CSI volume or Certificate.',
    ),
  }),
  ofNodes: true,
  source: 'Elastic docs: transport certificates from an external CA; elastic/elasticsearch#137688, #86311; RFC 5280 §4.2.1.12',
  ofServers: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const usages = leaf.extendedKeyUsage;
      // JSSE takes anyExtendedKeyUsage for both.
      if (usages === null || usages.includes('clientAuth') || usages.includes('anyExtendedKeyUsage')) return { kind: 'pass' };
      const facts = { subject: leaf.subject, extendedKeyUsage: usages };
      if (evidence.use === 'at-rest') {
        // It is no server's certificate at all: eku-missing-serverauth tells it.
        if (!usages.includes('serverAuth')) return { kind: 'pass' };
        const message = `${leaf.subject} is for TLS servers only: fit for HTTP and Kibana, not for transport, where each node is client as well.`;
        return { kind: 'finding', severity: 'info', message, facts };
      }
      const asked = evidence.asksClients;
      if (asked === 'no') return { kind: 'pass' };
      const pinned = evidence.pinned;
      return {
        kind: 'finding',
        ...(pinned ? { severity: 'high' as const } : {}),
        message: `${leaf.subject} may be used for ${usages.join(', ') || 'nothing'} and not for clientAuth${
          pinned ? pinnedRemark : asked === 'unknown' ? '; whether this node asks for client certificates did not show' : ''
        }.`,
        facts: { ...facts, clientCertificateAsked: asked },
      };
    }),
};
