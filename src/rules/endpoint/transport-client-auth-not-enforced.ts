import { acceptsAnyone, judgeClientAuth } from '../facts/client-auth-seen.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { enforceClientAuth } from '../remedies/enforce-client-auth.ts';

/** Whether the transport port asks for a client certificate at all. One that does not lets whoever reaches it try to join. */
export const transportClientAuthNotEnforced: EndpointRule = {
  id: 'transport-client-auth-not-enforced',
  title: 'Transport never asks for a client certificate',
  severity: 'critical',
  channels: ['transport'],
  requirement: 'The transport port refuses clients without a certificate, in every TLS version that it accepts.',
  impact: 'Anyone with network access can call the internal actions of the cluster: read its state and data, or join it as a node.',
  fix: enforceClientAuth,
  ofNodes: true,
  source: 'Elasticsearch reference: transport TLS/SSL settings (xpack.security.transport.ssl.client_authentication, default required)',
  judge: (evidence) =>
    judgeClientAuth(evidence, ({ none, undetermined }) => {
      if (none.length > 0) return acceptsAnyone(evidence, none, 'asks for no client certificate');
      return undetermined === null ? { kind: 'pass' } : { kind: 'unknown', because: undetermined };
    }),
};
